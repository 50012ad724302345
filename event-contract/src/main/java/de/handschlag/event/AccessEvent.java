package de.handschlag.event;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Sent by every service that shows personal data on {@link Topics#ACCESS_EVENTS}, before the data leaves (G3, R25); and what
 * agencies say, or fail to say, about data that they received (R23), who asked for too much, and what becomes of the log itself (R28, R29).
 */
public sealed interface AccessEvent extends Event permits DataDisclosed, DisclosureDenied, ViewUnchanged,
        EmergencyAccessOpened, EmergencyAccessReviewed, NoticeDeferralChanged, ObligationAnswered, ObligationOverdue,
        ClientLimitExceeded, LogQueried, LogErased, LegalHoldSet, LegalHoldReleased, CompletenessStated, LogContinued {

    /** The person whose data was asked for; null where none is known. */
    @Nullable
    UUID dataSubjectId();

    /** Who asked. */
    Requester requester();

    /** The person where one is known, else who asked: accesses that name nobody stay in order per requester. */
    default String messageKey() {
        UUID person = dataSubjectId();
        return person != null ? person.toString() : "client/" + requester().clientId();
    }
}
