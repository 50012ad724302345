package de.handschlag.audit.asking.health;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The log at this moment.
 *
 * @param entries       how many it has
 * @param signed        what the newest checkpoint covers; null before the first
 * @param waitingSince  since when the oldest entry waits for a checkpoint; null if all are covered
 * @param witnesses     each with the newest checkpoint that it cosigned; empty if none is asked or none has
 * @param stamped       the newest time stamp; null if there is none
 * @param complete      the newest statement of completeness; null before the first
 * @param note          the newest checkpoint as signed
 * @param continued     the log that this one continues, so that entries may be missing; null if it continues none
 * @param isWhole       nothing waits longer than a moment
 */
public record LogHealth(long entries, @Nullable Covered signed, @Nullable Instant waitingSince,
        List<Witnessed> witnesses, @Nullable Covered stamped, @Nullable Covered complete, @Nullable String note,
        FormerLogs.@Nullable FormerLog continued, boolean isWhole) {

    /** So many entries, at this time. */
    public record Covered(long size, Instant at) {}

    /** @param name of the witness */
    public record Witnessed(String name, long size, Instant at) {}
}
