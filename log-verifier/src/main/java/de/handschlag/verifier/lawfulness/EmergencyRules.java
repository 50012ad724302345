package de.handschlag.verifier.lawfulness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.payload.LoggedEvent.Disclosed;
import de.handschlag.verifier.payload.LoggedEvent.EmergencyOpened;

/** R21: an emergency access is for one employee and one person, ends after 30 minutes and is reviewed within 72 hours. */
final class EmergencyRules {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration REVIEW = Duration.ofHours(72);

    private final History history;
    private final Faults faults;
    private final Set<UUID> lost = new HashSet<>();
    private long erased;

    EmergencyRules(History history, Faults faults) {
        this.history = history;
        this.faults = faults;
    }

    /** The payload of an opening was erased, and another entry accounts for it. */
    void erased() {
        erased++;
    }

    /** The access itself: its bounds, and its review once that is due by the log's own times. */
    void checkOpened(long index, EmergencyOpened opened) {
        Emergency emergency = history.emergency(opened.accessId());
        if (emergency == null || emergency.openedIndex != index) {
            wrong(index, "emergency access " + opened.accessId() + " was opened before");
            return;
        }
        if (opened.expiresAt().isAfter(opened.openedAt().plus(LONGEST))
                || opened.reviewDueAt().isAfter(opened.openedAt().plus(REVIEW))) {
            wrong(index, "emergency access " + opened.accessId() + " is open for more than 30 minutes, or its review is"
                    + " due after more than 72 hours");
        }
        Instant reviewedAt = emergency.reviewedAt;
        boolean late = reviewedAt == null
                ? history.newest().isAfter(opened.reviewDueAt())
                : reviewedAt.isAfter(opened.reviewDueAt());
        if (late) {
            faults.add(FaultKind.EMERGENCY_NOT_REVIEWED, index, "emergency access " + opened.accessId()
                    + (reviewedAt == null ? " was not reviewed by a second person" : " was reviewed at " + reviewedAt)
                    + "; it was due at " + opened.reviewDueAt());
        }
    }

    /** @return false if the payload that opened it was erased since, so that nobody can judge it */
    boolean checkRead(long index, Disclosed read, UUID accessId) {
        Emergency emergency = history.emergency(accessId);
        EmergencyOpened opened = emergency == null ? null : emergency.opened;
        if (emergency == null || opened == null) {
            if (lost.contains(accessId) || lost.size() < erased) {
                lost.add(accessId);
                return false;
            }
            wrong(index, "emergency access " + accessId + " is nowhere in the log");
            return true;
        }
        if (emergency.openedIndex > index) {
            wrong(index, "emergency access " + accessId + " was opened only later, at entry " + emergency.openedIndex);
        }
        if (!opened.person().equals(read.person()) || !Objects.equals(opened.agency(), read.agency())
                || !Objects.equals(opened.employee(), read.employee()) || !opened.purpose().equals(read.purpose())) {
            wrong(index, "emergency access " + accessId + " is for another person, agency, employee or purpose");
        }
        if (read.startedAt().isBefore(opened.openedAt()) || !read.startedAt().isBefore(opened.expiresAt())) {
            wrong(index, "the read began at " + read.startedAt() + ", emergency access " + accessId + " was open from "
                    + opened.openedAt() + " to " + opened.expiresAt());
        }
        read.attributes().stream().filter(attribute -> !opened.attributes().contains(attribute))
                .forEach(attribute -> wrong(index,
                        "attribute " + attribute + " is not covered by emergency access " + accessId));
        return true;
    }

    private void wrong(long index, String sentence) {
        faults.add(FaultKind.EMERGENCY_ACCESS, index, sentence);
    }
}
