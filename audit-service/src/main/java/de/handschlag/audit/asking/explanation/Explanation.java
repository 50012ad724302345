package de.handschlag.audit.asking.explanation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentRecordState;

/**
 * A decision replayed.
 *
 * @param erased              the entry's payload was erased: nothing can be replayed
 * @param entry               the decision as logged; null if erased
 * @param startedAt           when the read began
 * @param revision            consent revision that the decision had to heed: the one that it saw, or a later one that was
 *                            enforced before it began (G1); null without a person
 * @param requestedAttributes keys that were asked for; null if all that may be seen, or not recorded
 * @param consents            what the person had decided for this agency and purpose by that revision
 * @param attributes          what covered each attribute that was disclosed
 * @param emergencyAccess     the access that was named, if the log has it
 */
public record Explanation(long index, boolean erased, @Nullable LogEntryView entry, @Nullable Instant startedAt,
        @Nullable Long revision, @Nullable List<String> requestedAttributes, List<Consent> consents,
        List<Coverage> attributes, @Nullable EmergencyAccess emergencyAccess, Verdict verdict) {

    /**
     * A consent record as it stood.
     *
     * @param status   of the record: {@code requested}, {@code given}, {@code refused}, {@code withdrawn}, {@code expired},
     *                 {@code invalidated}, or {@code replaced} by a later one for the same agency and purpose
     * @param inForce  it was a grant when the read began
     * @param index    the entry that made it so
     * @param revision the person's consent revision then
     * @param releasedSources agencies that the person had released from secrecy for it (R9)
     * @param login    binding of the login that decided (R35); null while undecided, and if not recorded
     * @param notice   what was shown to the person; null while undecided
     * @param recorded that an office recorded it; null if the person gave it by a login
     */
    public record Consent(UUID id, String status, boolean inForce, long index, long revision,
            @Nullable Instant decidedAt, @Nullable Instant expiresAt, List<String> attributes,
            List<String> explicitAttributes, List<String> releasedSources, String legalBasis, @Nullable UUID login,
            @Nullable Notice notice, @Nullable Recorded recorded) {}

    /**
     * That two employees of the recipient recorded it (R6, R8).
     *
     * @param signedBy {@code PERSON} or {@code GUARDIAN}
     * @param answer   what the person said of it by a login, {@code CONFIRMED} or {@code CONTESTED}; null if nothing
     */
    public record Recorded(String channel, @Nullable String recordedBy, String confirmedBy, String signedBy,
            boolean interpreter, @Nullable String answer) {

        static @Nullable Recorded of(ConsentRecordState state) {
            ApprovalEvidence approval = state.approvalEvidence();
            ConsentEvidence evidence = state.evidence();
            return approval == null || evidence == null
                    ? null
                    : new Recorded(evidence.channel().name(), evidence.assistingEmployee(), approval.confirmedBy(),
                            approval.signedBy().name(), approval.interpreter(),
                            approval.answer() == null ? null : approval.answer().name());
        }
    }

    /** The exact text that the person decided on. */
    public record Notice(String version, String hash, String language, String channel) {

        static Notice of(ConsentEvidence evidence) {
            return new Notice(evidence.noticeVersion(), evidence.noticeHash(), evidence.language(),
                    evidence.channel().name());
        }
    }

    /**
     * What covered one attribute.
     *
     * @param consents ids of the consents in force that the entry names and that cover it
     * @param norm     the norm that covers it; null if consents do, or nothing
     */
    public record Coverage(String attribute, boolean covered, List<UUID> consents, @Nullable String norm) {}

    /**
     * An emergency access and its review.
     *
     * @param openedIndex entry of its opening
     * @param review      {@code justified}, {@code not-justified}, {@code pending} or {@code overdue}
     * @param reviewIndex entry of its review; null before
     */
    public record EmergencyAccess(UUID id, long openedIndex, @Nullable String employee, String norm,
            List<String> attributes, Instant openedAt, Instant expiresAt, Instant reviewDueAt, String review,
            @Nullable Long reviewIndex, @Nullable Instant reviewedAt, @Nullable String reviewedBy) {}

    /**
     * What the replay found.
     *
     * @param result  {@code covered}, {@code not-covered}, or {@code unknown} if the payload was erased
     * @param holds   the decision was the right one: disclosed what was covered, or denied what was not; null if unknown
     * @param reasons why not covered, or why the decision was not the right one
     */
    public record Verdict(String result, @Nullable Boolean holds, String title, String titleDe, List<Reason> reasons) {}

    /** A reason in plain words. */
    public record Reason(String title, String titleDe) {}
}
