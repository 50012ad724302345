package de.handschlag.audit.asking.query;

import java.util.List;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.health.FormerLogs;

/**
 * A page of an answer.
 *
 * @param nextCursor where the next page begins; null on the last one
 * @param continues  another log that this one continues, as its database went back: entries of that one may be missing; null if it
 *                   continues none
 */
public record LogEntryList(List<LogEntryView> entries, @Nullable String nextCursor, CheckpointView checkpoint,
        FormerLogs.@Nullable FormerLog continues) {

    /** The newest checkpoint when the answer was made: its signed text and the number of entries that it covers. */
    public record CheckpointView(long size, String note) {}
}
