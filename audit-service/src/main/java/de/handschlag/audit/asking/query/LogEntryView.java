package de.handschlag.audit.asking.query;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An entry as the data-protection officer sees it (R25).
 *
 * @param type         CloudEvents type
 * @param time         when it happened
 * @param recordedAt   when the log took it
 * @param agency       the requesting or receiving body
 * @param employee     id of the responsible employee; null if the system asked by itself
 * @param decision     {@code disclosed}, {@code denied} or {@code unchanged}; null for other events
 * @param reason       why a read was denied, payloads were erased, or a login binding ended; of a try that the client had no right to, the
 *                     last part of the type of the problem that it got
 * @param attributes   keys of the attributes; never values
 * @param grants       ids of the consent records
 * @param basis        legal basis
 * @param norm                statute or named basis of what no consent covers (R21, R22), or by which a recipient keeps its copy (R23)
 * @param emergencyAccess     id of the emergency access that it opened, reviewed or used
 * @param obligation          id of what the agency owes or owed an answer to (R23); null for other events
 * @param cause               what made it owe an answer
 * @param outcome             what it did with the data that it had received, what the review of an emergency access found, or what
 *                            a deferral is from then on
 * @param hiddenFromPerson    true: the norm forbids to show it to the person
 * @param noticeDeferredUntil the person is not shown it before then, unless a deferral that put it off is lifted; of a change of a
 *                            deferral, the end of that
 * @param noticeDeferral      id of the deferral that put it off, or that it changes (R22)
 * @param deferralReason      why the person is to see it later, as typed at the agency
 * @param queryPurpose stated purpose of a query of the log
 * @param login        what it says of the person's login (R35); null for other events
 * @param fileNumber   the file of a read by a statute, in the agency's own words (R22); null for other entries
 * @param statedReason why it was read by a statute, as typed there
 * @param releasedSource the agency that the person released from secrecy, or released no more (R9); null for other entries
 * @param confirmedBy  the second employee of a consent that an office recorded (R6); null for other entries
 * @param erased       whether the payload was erased; then everything personal is absent
 */
public record LogEntryView(long index, UUID id, String type, Instant time, Instant recordedAt,
        @Nullable UUID dataSubjectId, @Nullable String agency, @Nullable String caseReference, @Nullable String client,
        @Nullable String employee, @Nullable String purpose, @Nullable String decision, @Nullable String reason,
        List<String> attributes, List<String> grants, @Nullable String basis, @Nullable Long consentRevision,
        @Nullable String queryPurpose, @Nullable String norm, @Nullable String emergencyAccess,
        @Nullable String obligation, @Nullable String cause, @Nullable String outcome,
        @Nullable Boolean hiddenFromPerson, @Nullable String noticeDeferredUntil, @Nullable LoginBinding login,
        @Nullable String fileNumber, @Nullable String statedReason, @Nullable String noticeDeferral,
        @Nullable String deferralReason, @Nullable String releasedSource, @Nullable String confirmedBy,
        boolean erased) {

    public static LogEntryView of(StoredEntry entry) {
        EventDetails told = EventDetails.of(entry.event());
        return new LogEntryView(entry.index(), entry.eventId(), entry.type(), entry.occurredAt(), entry.recordedAt(),
                entry.dataSubjectId(), entry.agencyId(), entry.caseReference(), entry.clientId(), entry.employeeId(),
                entry.purpose(), ReadOutcome.ofType(entry.type()).map(ReadOutcome::key).orElse(null), told.reason(),
                told.attributes(), told.grants(), told.basis(), entry.consentRevision(), told.queryPurpose(),
                told.norm(), told.emergencyAccess(), told.obligation(), told.cause(), told.outcome(),
                told.hiddenFromPerson(), told.noticeDeferredUntil(), told.login(), told.fileNumber(),
                told.statedReason(), told.noticeDeferral(), told.deferralReason(), told.releasedSource(),
                told.confirmedBy(), false);
    }
}
