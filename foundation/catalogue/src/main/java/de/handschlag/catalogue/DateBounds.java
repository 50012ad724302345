package de.handschlag.catalogue;

import java.time.LocalDate;
import java.time.Period;

/**
 * Between which days a date of an attribute is plausible: a mistyped year is no fact about a person.
 *
 * @param latest counted from the day on which the value is told
 */
record DateBounds(String attribute, LocalDate earliest, Period latest) {

    /** Whether some day that the date can mean lies between the bounds. */
    boolean allow(PartialDate date, LocalDate today) {
        return !date.last().isBefore(earliest) && !date.first().isAfter(today.plus(latest));
    }

    String description() {
        return "from " + earliest + " "
                + (latest.isZero() ? "to today" : "to " + latest.getYears() + " years from now");
    }
}
