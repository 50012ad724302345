package de.handschlag.verifier.lawfulness;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.LoggedEvent.EmergencyOpened;
import de.handschlag.verifier.payload.LoggedEvent.EmergencyReviewed;

/** One emergency access of the log (R21). */
final class Emergency {

    /** Position of the entry that opened it; -1 if none did. */
    long openedIndex = -1;
    @Nullable
    EmergencyOpened opened;
    /** When the first review by another person than the one who opened it was made; null if there is none. */
    @Nullable
    Instant reviewedAt;

    void review(EmergencyReviewed review) {
        if (opened == null || !isOf(opened, review) || review.reviewedAt().isBefore(opened.openedAt())) {
            return;
        }
        boolean another = review.employee() != null && !review.employee().equals(opened.employee());
        if (another && (reviewedAt == null || review.reviewedAt().isBefore(reviewedAt))) {
            reviewedAt = review.reviewedAt();
        }
    }

    /** Whether the review is about this access, and not about another person's, agency's or purpose's. */
    static boolean isOf(EmergencyOpened opened, EmergencyReviewed review) {
        return review.person().equals(opened.person()) && Objects.equals(review.agency(), opened.agency())
                && Objects.equals(review.purpose(), opened.purpose());
    }
}
