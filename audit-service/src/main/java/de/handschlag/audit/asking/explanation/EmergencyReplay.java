package de.handschlag.audit.asking.explanation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.explanation.Explanation.EmergencyAccess;
import de.handschlag.audit.asking.explanation.Explanation.Reason;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.Requester;

/**
 * The emergency access that a read named, as the log has it (R21).
 *
 * @param opened null if the log has no opening before the read
 */
record EmergencyReplay(@Nullable DecodedEntry opened, @Nullable DecodedEntry reviewed) {

    /**
     * @param entries the person's openings and reviews, in any order
     * @param index   position of the read: an opening behind it counts for nothing
     */
    static EmergencyReplay of(UUID emergencyAccessId, List<DecodedEntry> entries, long index) {
        return new EmergencyReplay(
                entries.stream()
                        .filter(entry -> entry.index() < index && entry.event() instanceof EmergencyAccessOpened opening
                                && opening.emergencyAccessId().equals(emergencyAccessId))
                        .findFirst().orElse(null),
                entries.stream().filter(entry -> entry.event() instanceof EmergencyAccessReviewed review
                        && review.emergencyAccessId().equals(emergencyAccessId)).findFirst().orElse(null));
    }

    /** Why it did not cover a read; empty if it did. */
    List<Reason> missing(Requester requester, String purpose, String caseReference, Instant startedAt,
            List<String> disclosed) {
        if (opened == null || !(opened.event() instanceof EmergencyAccessOpened opening)) {
            return List.of(new Reason("The log has no opening of this emergency access before the read.",
                    "Das Protokoll enthält vor dem Zugriff keine Eröffnung dieses Notzugriffs."));
        }
        List<Reason> missing = new ArrayList<>();
        Requester owner = opening.requester();
        if (!String.valueOf(owner.agencyId()).equals(String.valueOf(requester.agencyId()))
                || !String.valueOf(owner.employeeId()).equals(String.valueOf(requester.employeeId()))) {
            missing.add(new Reason("It was opened for another employee.",
                    "Er wurde für eine andere Person der Behörde eröffnet."));
        }
        if (!opening.purpose().equals(purpose) || !opening.caseReference().equals(caseReference)) {
            missing.add(new Reason("It was opened for another purpose or case.",
                    "Er wurde für einen anderen Zweck oder Fall eröffnet."));
        }
        if (startedAt.isBefore(opening.openedAt()) || !startedAt.isBefore(opening.expiresAt())) {
            missing.add(new Reason("The read did not begin while it was open.",
                    "Der Zugriff begann nicht, während er offen war."));
        }
        for (String attribute : disclosed) {
            if (!opening.attributes().contains(attribute)) {
                missing.add(new Reason("It does not cover " + attribute + ".", "Er deckt " + attribute + " nicht."));
            }
        }
        return missing;
    }

    /** As the answer shows it; empty if the log has no opening. */
    Optional<EmergencyAccess> shown(Instant now) {
        if (opened == null || !(opened.event() instanceof EmergencyAccessOpened opening)) {
            return Optional.empty();
        }
        String review = opening.reviewDueAt().isBefore(now) ? "overdue" : "pending";
        Long reviewIndex = null;
        Instant reviewedAt = null;
        String reviewedBy = null;
        if (reviewed != null && reviewed.event() instanceof EmergencyAccessReviewed finding) {
            review = finding.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
            reviewIndex = reviewed.index();
            reviewedAt = finding.reviewedAt();
            reviewedBy = finding.requester().employeeId();
        }
        return Optional.of(new EmergencyAccess(opening.emergencyAccessId(), opened.index(),
                opening.requester().employeeId(), opening.norm(), opening.attributes(), opening.openedAt(),
                opening.expiresAt(), opening.reviewDueAt(), review, reviewIndex, reviewedAt, reviewedBy));
    }
}
