package de.handschlag.audit.asking.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.EventDetails;
import de.handschlag.audit.asking.query.LoginBinding;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.Event;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.event.WithdrawalEvidence;

/** One entry as the report has it, by kind. {@code index} is its position in the log. */
sealed interface ReportEntry {

    /**
     * Somebody saw something of the person, tried to, opened or reviewed an emergency access, or wanted it to be shown later.
     *
     * @param kind                {@code data.disclosed}, {@code disclosure.denied}, {@code view.unchanged},
     *                            {@code emergency-access.opened}, {@code emergency-access.reviewed} or {@code notice-deferral.changed}
     * @param attributes          keys of what left, or of what an emergency access covers
     * @param legalBasis          of the processing
     * @param grants              ids of the decisions that covered it; they stand under {@code decisions}
     * @param norm                by which nobody was asked
     * @param fileNumber          for which file the office read by a statute, in its own words (R22); null otherwise
     * @param statedReason        why it did, in its own words
     * @param outcome             of a review; or what a deferral is from then on
     * @param refusal             of a denial: why the office had no right to try this at all; null if it may ask
     * @param byEmployee          whether an employee is named in the log; false if the office's system asked by itself
     * @param employee            the employee's id; null while masked, and if none is named
     * @param hiddenFromPerson    true: a norm forbids to show it to the person
     * @param noticeDeferredUntil the person is not to be shown it before, unless a deferral is lifted
     * @param noticeDeferral      id of the deferral that put it off, or that it changes (R22)
     * @param deferralReason      why, in the office's own words
     */
    record Access(long index, Instant time, String kind, @Nullable String agency, @Nullable String purpose,
            List<String> attributes, @Nullable String legalBasis, List<String> grants, @Nullable String norm,
            @Nullable String fileNumber, @Nullable String statedReason, @Nullable String emergencyAccess,
            @Nullable String outcome, @Nullable String refusal, @Nullable Long consentRevision, boolean byEmployee,
            @Nullable String employee, @Nullable Boolean hiddenFromPerson, @Nullable String noticeDeferredUntil,
            @Nullable String noticeDeferral, @Nullable String deferralReason) implements ReportEntry {

        static Access of(StoredEntry entry, boolean named) {
            EventDetails told = EventDetails.of(entry.event());
            return new Access(entry.index(), entry.occurredAt(), kindOf(entry), entry.agencyId(), entry.purpose(),
                    told.attributes(), told.basis(), told.grants(), told.norm(), told.fileNumber(), told.statedReason(),
                    told.emergencyAccess(), told.outcome(), told.refusal(), entry.consentRevision(),
                    entry.employeeId() != null, named ? entry.employeeId() : null, told.hiddenFromPerson(),
                    told.noticeDeferredUntil(), told.noticeDeferral(), told.deferralReason());
        }
    }

    /**
     * The person decided, or a decision ended.
     *
     * @param kind       {@code consent.given}, {@code consent.withdrawn} and so on
     * @param decision   id of the consent record
     * @param login      binding of the login that decided or, at an end, withdrew (R35); null if not recorded
     * @param notice     version of the text that was shown
     * @param language   in which it was shown
     * @param enforcedAt for the end of a decision: reads that began from then on heeded it; null if there is no receipt
     * @param receipt    position of that receipt
     * @param channel    how the person decided; of a withdrawal that an office recorded, how they withdrew
     * @param byEmployee whether an employee assisted, or recorded the withdrawal
     * @param releasedSource the agency that the person released from secrecy, or released no more (R9)
     */
    record Decided(long index, Instant time, String kind, UUID decision, @Nullable String agency,
            @Nullable String purpose, List<String> attributes, @Nullable String legalBasis, @Nullable String expiresAt,
            @Nullable String notice, @Nullable String language, @Nullable String channel, @Nullable Instant enforcedAt,
            @Nullable Long receipt, boolean byEmployee, @Nullable String employee, @Nullable String login,
            @Nullable String releasedSource) implements ReportEntry {

        static Decided of(StoredEntry entry, ReportRepository.@Nullable Receipt receipt, boolean named) {
            Event event = entry.event();
            ConsentRecordState record = ((ConsentRecordEvent) event).consentRecord();
            // A release has its own: it is a declaration beside the consent.
            ConsentEvidence evidence = event instanceof SecrecyReleased release
                    ? release.evidence()
                    : record.evidence();
            WithdrawalEvidence recorded = record.withdrawalEvidence();
            String employee = evidence == null ? null : evidence.assistingEmployee();
            String channel = evidence == null ? null : evidence.channel().name();
            if (recorded != null) {
                employee = recorded.employeeId();
                channel = recorded.channel().name();
            }
            EventDetails told = EventDetails.of(event);
            LoginBinding login = told.login();
            return new Decided(entry.index(), entry.occurredAt(), kindOf(entry), record.consentRecordId(),
                    entry.agencyId(), entry.purpose(), record.attributes(), record.legalBasis(),
                    record.expiresAt() == null ? null : record.expiresAt().toString(),
                    evidence == null ? null : evidence.noticeVersion(), evidence == null ? null : evidence.language(),
                    channel, receipt == null ? null : receipt.enforcedAt(), receipt == null ? null : receipt.index(),
                    employee != null, named ? employee : null, login == null ? null : login.loginBinding(),
                    told.releasedSource());
        }
    }

    /** An office's case became the person's, or was taken off. */
    record Case(long index, Instant time, String kind, @Nullable String agency,
            @Nullable String caseReference) implements ReportEntry {

        static Case of(StoredEntry entry) {
            return new Case(entry.index(), entry.occurredAt(), kindOf(entry), entry.agencyId(), entry.caseReference());
        }
    }

    /**
     * What became of a login of the person (R35). The login itself is named nowhere in the log.
     *
     * @param kind       {@code login.binding-requested}, {@code login.bound}, {@code login.unbound} or {@code binding-code.made}
     * @param agency     whose code it was
     * @param reason     why the login binding, or the wait for it, ended
     * @param byEmployee whether an employee made the code
     */
    record LoginChange(long index, Instant time, String kind, @Nullable String agency, @Nullable LoginBinding login,
            @Nullable String reason, boolean byEmployee, @Nullable String employee) implements ReportEntry {

        static LoginChange of(StoredEntry entry, boolean named) {
            EventDetails told = EventDetails.of(entry.event());
            return new LoginChange(entry.index(), entry.occurredAt(), kindOf(entry), entry.agencyId(), told.login(),
                    told.reason(), entry.employeeId() != null, named ? entry.employeeId() : null);
        }
    }

    /**
     * What an office said about its copy after a withdrawal, a correction or an erasure, or that it is late (R23, R24).
     *
     * @param noticeDeferredUntil the person is not to be shown it before, as the read is not either; null if it may be shown
     */
    record Answer(long index, Instant time, String kind, @Nullable String agency, @Nullable String purpose,
            @Nullable String cause, @Nullable String outcome, @Nullable String norm, List<String> attributes,
            boolean byEmployee, @Nullable String employee,
            @Nullable String noticeDeferredUntil) implements ReportEntry {

        static Answer of(StoredEntry entry, boolean named) {
            EventDetails told = EventDetails.of(entry.event());
            return new Answer(entry.index(), entry.occurredAt(), kindOf(entry), entry.agencyId(), entry.purpose(),
                    told.cause(), told.outcome(), told.norm(), told.attributes(), entry.employeeId() != null,
                    named ? entry.employeeId() : null, told.noticeDeferredUntil());
        }
    }

    /** The data-protection officer read entries about the person; what exactly was asked is not told. */
    record LogRead(long index, Instant time, String kind, @Nullable String queryPurpose) implements ReportEntry {

        static LogRead of(StoredEntry entry) {
            return new LogRead(entry.index(), entry.occurredAt(), kindOf(entry),
                    EventDetails.of(entry.event()).queryPurpose());
        }
    }

    /** Everything about the person was erased. */
    record Erased(long index, Instant time, String kind) implements ReportEntry {

        static Erased of(StoredEntry entry) {
            return new Erased(entry.index(), entry.occurredAt(), kindOf(entry));
        }
    }

    /** {@code de.handschlag.data.disclosed.v1} is {@code data.disclosed}. */
    private static String kindOf(StoredEntry entry) {
        return entry.type().substring("de.handschlag.".length(), entry.type().lastIndexOf(".v"));
    }
}
