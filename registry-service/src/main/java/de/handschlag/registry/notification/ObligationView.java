package de.handschlag.registry.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.ObligationCause;

/**
 * An obligation as the agency that owes, or the data-protection officer, sees it.
 *
 * @param state          "open", "overdue" or "answered"
 * @param agency         who owes; for the data-protection officer only
 * @param grant          consent record, by which the log has the rest; for the data-protection officer only. Null if the agency read by a norm
 * @param readNorm       statute, or basis of an emergency, by which the agency read; null if it received the data under a consent
 * @param caseReferences for the agency only
 * @param releaseEnded   true: the grant goes on, and it is only about values of a source that is no longer released from secrecy (R9);
 *                       false: it is about all values of the attributes
 * @param releasedSource that source; for the data-protection officer, and until the answer is given for clients that could read its
 *                       values, unless its name betrays a place. Null otherwise
 * @param noticeDeferredUntil the person is not shown the obligation before then, as the read is not either; for the data-protection
 *                       officer only. Null if it is shown
 */
public record ObligationView(UUID obligationId, String state, ObligationCause cause, @Nullable String agency,
        @Nullable UUID grant, @Nullable String readNorm, @Nullable List<String> caseReferences, String purpose,
        List<String> attributes, boolean releaseEnded, @Nullable String releasedSource, Instant openedAt, Instant dueAt,
        @Nullable Instant noticeDeferredUntil, @Nullable Outcome outcome, @Nullable String norm,
        @Nullable Instant answeredAt) {

    static String word(Obligation.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
