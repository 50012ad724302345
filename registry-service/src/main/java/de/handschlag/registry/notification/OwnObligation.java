package de.handschlag.registry.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.ObligationCause;

/**
 * What an agency owes an answer to, as the person sees it: the agency, not its employee.
 *
 * @param consentRecordId the consent under which it received the data; null if it read them by a norm
 * @param readNorm        statute, or basis of an emergency, by which it read them; null if it received them under a consent
 * @param attributes      keys of what it received
 * @param openedAt        when it was told
 * @param dueAt           until when its answer was or is due
 * @param state           "open", "overdue" or "answered"
 * @param outcome         what it did with its copy; null while it has not answered
 * @param norm            that obliges it to keep the copy; null unless it does
 */
public record OwnObligation(String agency, @Nullable UUID consentRecordId, @Nullable String readNorm, String purpose,
        ObligationCause cause, List<String> attributes, Instant openedAt, Instant dueAt, String state,
        @Nullable Outcome outcome, @Nullable String norm, @Nullable Instant answeredAt) {

    /** The newest first. */
    public record OwnObligations(List<OwnObligation> obligations) {}
}
