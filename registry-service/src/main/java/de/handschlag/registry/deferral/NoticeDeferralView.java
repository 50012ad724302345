package de.handschlag.registry.deferral;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A deferral as the agency's own staff sees it.
 *
 * @param norm          what allows it, as the catalogue says
 * @param requestedBy   id of the login that asked for it
 * @param reviewDueAt   by when a second person has to approve it; afterwards nobody can
 * @param endsAt        its end, exclusive, unless it is lifted earlier
 * @param earlier       how many deferrals of this person's reads for this purpose the agency had approved before
 * @param reviewComment null until it is reviewed, as are {@code reviewedBy} and {@code reviewedAt}
 * @param liftedBy      null unless it was lifted, as is {@code liftedAt}
 */
public record NoticeDeferralView(UUID noticeDeferralId, String caseReference, String purpose, String norm,
        String fileNumber, String reason, String requestedBy, Instant requestedAt, Instant reviewDueAt, Instant endsAt,
        Standing state, long earlier, @Nullable String reviewComment, @Nullable String reviewedBy,
        @Nullable Instant reviewedAt, @Nullable String liftedBy, @Nullable Instant liftedAt) {

    /** How it stands. */
    public enum Standing {
        /** For a second person; it defers nothing. */
        WAITING,
        /** Reads can name it. */
        IN_FORCE,
        /** Nobody approved it in time. */
        LAPSED,
        REFUSED,
        /** It came to its end. */
        ENDED,
        LIFTED
    }

    /** What a review finds. */
    public enum Finding {
        APPROVED,
        REFUSED
    }
}
