package de.handschlag.audit.asking.query;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How many events of each type there were, day by day (UTC).
 *
 * @param from the first day
 * @param to   the last day
 * @param days by day and type, and by purpose if that was asked for; what has no events is left out
 */
public record LogCounts(LocalDate from, LocalDate to, List<DayCount> days) {

    /**
     * @param type     CloudEvents type
     * @param decision what was decided; null if the type records no decision about a read
     * @param purpose  key of the purpose; null if it was not asked for, if the events name none, or if it is not known any
     *                 more
     */
    public record DayCount(LocalDate day, String type, @Nullable String decision, @Nullable String purpose,
            long entries) {}
}
