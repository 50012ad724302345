package de.handschlag.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A date of which parts may be missing or unknown: {@code X} stands for an unknown digit as in ISO 8601-2, zeros for an unknown
 * month or day as in the DSMeld. A year of zeros is none: too many programs mean a mistake by it.
 *
 * @param first first day that it can mean
 * @param last  last day that it can mean
 */
record PartialDate(LocalDate first, LocalDate last) {

    private static final Pattern FORM = Pattern.compile("([0-9]{4}|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?");
    private static final Pattern UNKNOWN = Pattern.compile("X+|0+");
    private static final int LEAP_YEAR = 2000;
    private static final int LONG_MONTH = 1;

    /** Empty if it is of another form or no day of the calendar. */
    static Optional<PartialDate> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || parts.group(1).equals("0000")) {
            return Optional.empty();
        }
        String year = parts.group(1);
        boolean yearUnknown = year.equals("XXXX");
        boolean monthUnknown = isUnknown(parts.group(2));
        boolean dayUnknown = isUnknown(parts.group(3));
        try {
            // What is unknown is taken for what fits best, so that XXXX-02-29 is a day.
            LocalDate fits = LocalDate.of(yearUnknown ? LEAP_YEAR : Integer.parseInt(year),
                    monthUnknown ? LONG_MONTH : Integer.parseInt(parts.group(2)),
                    dayUnknown ? 1 : Integer.parseInt(parts.group(3)));
            if (yearUnknown) {
                return Optional.of(new PartialDate(LocalDate.MIN, LocalDate.MAX));
            }
            if (monthUnknown) {
                Year of = Year.of(fits.getYear());
                return Optional.of(new PartialDate(of.atDay(1), of.atMonth(12).atEndOfMonth()));
            }
            return Optional.of(dayUnknown
                    ? new PartialDate(fits, YearMonth.from(fits).atEndOfMonth())
                    : new PartialDate(fits, fits));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean isWhole() {
        return first.equals(last);
    }

    private static boolean isUnknown(@Nullable String part) {
        return part == null || UNKNOWN.matcher(part).matches();
    }
}
