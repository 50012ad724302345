package de.handschlag.verifier.lawfulness;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.LoggedEvent.DeferralChanged;

/** One deferral of what a person is shown, as the log has it (R22). */
final class Deferral {

    /** Positions of the entries; of no meaning while there is none. */
    long requestedIndex;
    long approvedIndex;
    /** The first wish; null if the log has none. */
    @Nullable
    DeferralChanged requested;
    /** The first approval; null if the log has none. */
    @Nullable
    DeferralChanged approved;

    void add(long index, DeferralChanged changed) {
        if (changed.state().equals(DeferralChanged.REQUESTED) && requested == null) {
            requestedIndex = index;
            requested = changed;
        } else if (changed.state().equals(DeferralChanged.APPROVED) && approved == null) {
            approvedIndex = index;
            approved = changed;
        }
    }
}
