package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One consent record as it stands after a change.
 *
 * @param consentRecordId       random id; the same from request to end
 * @param agencyId              the recipient, exactly one (R1)
 * @param purpose               key of the purpose in the catalogue, exactly one (R1)
 * @param attributes            keys of the attributes asked for or, once given, granted; sorted, at least one (R1)
 * @param explicitAttributes    those of {@code attributes} of a special category that the person confirmed in their own
 *                              explicit step (R5, Art. 9(2)(a) GDPR); sorted, may be empty
 * @param legalBasis            for instance {@code Art. 6(1)(a) DSGVO}
 * @param requestedAt           when the agency asked
 * @param decidedAt             when the person approved or refused; null while undecided
 * @param expiresAt             end of the grant, exclusive; null unless it was given
 * @param endedAt               when it was withdrawn, expired or invalidated; null before
 * @param endReason             reason of an invalidation; null otherwise. {@value #REPLACED}: a later grant took its place
 * @param evidence              what shows that the decision was informed (R6); null while undecided
 * @param decidedByLoginBinding binding of the login that approved or refused (R35); null while undecided, and if not recorded
 * @param endedByLoginBinding   binding of the login that withdrew; null otherwise, and if not recorded
 * @param replacedBy            the later grant to the same agency for the same purpose that took its place; null otherwise
 * @param releasedSources       ids of the agencies whose duty of secrecy (§ 203 StGB) the person released them from, for this
 *                              recipient, these attributes and this purpose (R9); sorted, at least one; null if there is none,
 *                              and always once the grant ended
 * @param withdrawalEvidence    what shows that the person withdrew, if an office recorded it for them; null otherwise. No login
 *                              withdrew then
 * @param approvalEvidence      what shows that the person gave it, if the recipient recorded that for them; null otherwise. No login gave
 *                              it then, and {@code decidedByLoginBinding} is that of the login that confirmed it, if one did
 */
public record ConsentRecordState(UUID consentRecordId, String agencyId, String purpose, List<String> attributes,
        List<String> explicitAttributes, String legalBasis, Instant requestedAt, @Nullable Instant decidedAt,
        @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String endReason,
        @Nullable ConsentEvidence evidence, @Nullable UUID decidedByLoginBinding, @Nullable UUID endedByLoginBinding,
        @Nullable UUID replacedBy, @Nullable List<String> releasedSources,
        @Nullable WithdrawalEvidence withdrawalEvidence, @Nullable ApprovalEvidence approvalEvidence) {

    /** Reason of the end of a grant in whose place a later one stands: there is one per person, agency and purpose. */
    public static final String REPLACED = "replaced";

    public ConsentRecordState {
        attributes = Copies.of(attributes);
        explicitAttributes = Copies.of(explicitAttributes);
        releasedSources = releasedSources == null || releasedSources.isEmpty() ? null : List.copyOf(releasedSources);
    }

    /** A record of which no office recorded that it was given. */
    public ConsentRecordState(UUID consentRecordId, String agencyId, String purpose, List<String> attributes,
            List<String> explicitAttributes, String legalBasis, Instant requestedAt, @Nullable Instant decidedAt,
            @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String endReason,
            @Nullable ConsentEvidence evidence, @Nullable UUID decidedByLoginBinding,
            @Nullable UUID endedByLoginBinding, @Nullable UUID replacedBy, @Nullable List<String> releasedSources,
            @Nullable WithdrawalEvidence withdrawalEvidence) {
        this(consentRecordId, agencyId, purpose, attributes, explicitAttributes, legalBasis, requestedAt, decidedAt,
                expiresAt, endedAt, endReason, evidence, decidedByLoginBinding, endedByLoginBinding, replacedBy,
                releasedSources, withdrawalEvidence, null);
    }

    /** A record whose withdrawal, if there was one, no office recorded. */
    public ConsentRecordState(UUID consentRecordId, String agencyId, String purpose, List<String> attributes,
            List<String> explicitAttributes, String legalBasis, Instant requestedAt, @Nullable Instant decidedAt,
            @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String endReason,
            @Nullable ConsentEvidence evidence, @Nullable UUID decidedByLoginBinding,
            @Nullable UUID endedByLoginBinding, @Nullable UUID replacedBy, @Nullable List<String> releasedSources) {
        this(consentRecordId, agencyId, purpose, attributes, explicitAttributes, legalBasis, requestedAt, decidedAt,
                expiresAt, endedAt, endReason, evidence, decidedByLoginBinding, endedByLoginBinding, replacedBy,
                releasedSources, null, null);
    }

    /** A record under which no source is released from secrecy. */
    public ConsentRecordState(UUID consentRecordId, String agencyId, String purpose, List<String> attributes,
            List<String> explicitAttributes, String legalBasis, Instant requestedAt, @Nullable Instant decidedAt,
            @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String endReason,
            @Nullable ConsentEvidence evidence, @Nullable UUID decidedByLoginBinding,
            @Nullable UUID endedByLoginBinding, @Nullable UUID replacedBy) {
        this(consentRecordId, agencyId, purpose, attributes, explicitAttributes, legalBasis, requestedAt, decidedAt,
                expiresAt, endedAt, endReason, evidence, decidedByLoginBinding, endedByLoginBinding, replacedBy, null,
                null, null);
    }

    /** A record whose place no other one took. */
    public ConsentRecordState(UUID consentRecordId, String agencyId, String purpose, List<String> attributes,
            List<String> explicitAttributes, String legalBasis, Instant requestedAt, @Nullable Instant decidedAt,
            @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String endReason,
            @Nullable ConsentEvidence evidence, @Nullable UUID decidedByLoginBinding,
            @Nullable UUID endedByLoginBinding) {
        this(consentRecordId, agencyId, purpose, attributes, explicitAttributes, legalBasis, requestedAt, decidedAt,
                expiresAt, endedAt, endReason, evidence, decidedByLoginBinding, endedByLoginBinding, null, null, null,
                null);
    }

    /** A record of which nobody knows by which login it was decided. */
    public ConsentRecordState(UUID consentRecordId, String agencyId, String purpose, List<String> attributes,
            List<String> explicitAttributes, String legalBasis, Instant requestedAt, @Nullable Instant decidedAt,
            @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String endReason,
            @Nullable ConsentEvidence evidence) {
        this(consentRecordId, agencyId, purpose, attributes, explicitAttributes, legalBasis, requestedAt, decidedAt,
                expiresAt, endedAt, endReason, evidence, null, null, null, null, null, null);
    }
}
