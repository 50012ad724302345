package de.handschlag.audit.asking.query;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of an answer.
 *
 * @param nextCursor where the next page begins; null on the last one
 */
public record LogEntryList(List<LogEntryView> entries, @Nullable String nextCursor, CheckpointView checkpoint) {

    /** The newest checkpoint when the answer was made: its signed text and the number of entries that it covers. */
    public record CheckpointView(long size, String note) {}
}
