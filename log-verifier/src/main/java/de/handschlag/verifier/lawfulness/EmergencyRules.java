package de.handschlag.verifier.lawfulness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.payload.LoggedEvent.Disclosed;
import de.handschlag.verifier.payload.LoggedEvent.EmergencyOpened;
import de.handschlag.verifier.payload.LoggedEvent.EmergencyReviewed;

/** R21: an emergency access is for one employee and one person, ends after 30 minutes and is reviewed within 72 hours. */
final class EmergencyRules {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration REVIEW = Duration.ofHours(72);

    private final History history;
    private final Duration clockSkew;
    private final Faults faults;
    private final Set<UUID> lost = new HashSet<>();
    private long erased;

    EmergencyRules(History history, Duration clockSkew, Faults faults) {
        this.history = history;
        this.clockSkew = clockSkew;
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
        Person person = history.person(opened.person());
        Instant erased = person == null || person.erasedRevision == null
                ? null
                : person.receipts.earliestAfter(person.erasedRevision - 1);
        if (erased != null && opened.openedAt().isAfter(erased.plus(clockSkew))) {
            faults.add(FaultKind.AFTER_ERASURE, index, "emergency access " + opened.accessId() + " was opened at "
                    + opened.openedAt() + ", and the person's erasure had been enforced at " + erased);
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

    /** A review is of an access that was opened before it, and names whose. */
    void checkReviewed(long index, EmergencyReviewed review) {
        Emergency emergency = history.emergency(review.accessId());
        EmergencyOpened opened = emergency == null ? null : emergency.opened;
        if (emergency == null || opened == null) {
            if (!isLost(review.accessId())) {
                wrongReview(index, review, "is nowhere in the log");
            }
            return;
        }
        if (emergency.openedIndex > index || review.reviewedAt().plus(clockSkew).isBefore(opened.openedAt())) {
            wrongReview(index, review, "was reviewed before it was opened");
        }
        if (!Emergency.isOf(opened, review)) {
            wrongReview(index, review, "is of another person, agency or purpose than its review");
        }
    }

    private void wrongReview(long index, EmergencyReviewed review, String what) {
        faults.add(FaultKind.EMERGENCY_REVIEW, index, "emergency access " + review.accessId() + " " + what);
    }

    /** There are no more of these than openings whose payload was erased. */
    private boolean isLost(UUID accessId) {
        return lost.contains(accessId) || lost.size() < erased && lost.add(accessId);
    }

    /** @return false if the payload that opened it was erased since, so that nobody can judge it */
    boolean checkRead(long index, Disclosed read, UUID accessId, String norm) {
        Emergency emergency = history.emergency(accessId);
        EmergencyOpened opened = emergency == null ? null : emergency.opened;
        if (emergency == null || opened == null) {
            if (isLost(accessId)) {
                return false;
            }
            wrong(index, "emergency access " + accessId + " is nowhere in the log");
            return true;
        }
        if (emergency.openedIndex > index) {
            wrong(index, "emergency access " + accessId + " was opened only later, at entry " + emergency.openedIndex);
        }
        if (!opened.person().equals(read.person()) || !opened.purpose().equals(read.purpose())
                || !isSame(opened.agency(), read.agency()) || !isSame(opened.employee(), read.employee())) {
            wrong(index, "emergency access " + accessId + " is for another person, agency, employee or purpose");
        }
        if (!isSame(opened.caseReference(), read.caseReference()) || !opened.norm().equals(norm)) {
            wrong(index, "emergency access " + accessId + " is for another case, or has another norm");
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

    /** What nobody named is not the same. */
    private static boolean isSame(@Nullable String opened, @Nullable String read) {
        return opened != null && opened.equals(read);
    }

    private void wrong(long index, String sentence) {
        faults.add(FaultKind.EMERGENCY_ACCESS, index, sentence);
    }
}
