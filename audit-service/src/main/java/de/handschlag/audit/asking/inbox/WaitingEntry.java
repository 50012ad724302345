package de.handschlag.audit.asking.inbox;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An entry that something should follow and nothing has: an emergency access without a review, or an answer that is overdue.
 *
 * @param dueAt until when; for an overdue answer, since when the log knows that it is late
 */
public record WaitingEntry(long index, Instant time, @Nullable String agency, @Nullable String purpose, Instant dueAt,
        boolean overdue) {}
