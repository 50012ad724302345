package de.handschlag.audit.query;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How many events of each type there were, day by day (UTC).
 *
 * @param from the first day
 * @param to   the last day
 * @param days by day and type; a day or type without events is left out
 */
public record LogCounts(LocalDate from, LocalDate to, List<DayCount> days) {

    /**
     * @param type     CloudEvents type
     * @param decision what was decided; null if the type records no decision about a read
     */
    public record DayCount(LocalDate day, String type, @Nullable String decision, long entries) {}
}
