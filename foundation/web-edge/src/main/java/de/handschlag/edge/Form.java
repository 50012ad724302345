package de.handschlag.edge;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How a value is written that is no mere text. The Java types' own parsers take more than the interface promises: a UUID of five
 * digits, Arabic digits for a number, a time for a day, anything but "true" for false.
 *
 * @param expected what is expected, for the caller to read
 */
record Form(String expected, Predicate<String> fits) {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern
            .compile("(?i)\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?" + "(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");
    private static final BigInteger SMALLEST_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LARGEST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    static final Form TEXT = new Form("a text is expected", text -> true);
    private static final Form INT = new Form("a whole number is expected",
            text -> isWholeNumber(text, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE)));
    private static final Form LONG = new Form("a whole number is expected",
            text -> isWholeNumber(text, SMALLEST_LONG, LARGEST_LONG));
    private static final Form BOOLEAN = new Form("true or false is expected",
            text -> text.equals("true") || text.equals("false"));
    static final Form UUID_FORM = new Form("a UUID is expected", text -> UUID_TEXT.matcher(text).matches());
    static final Form DAY_FORM = new Form("a day such as 2026-11-23 is expected", Form::isDay);
    static final Form TIME_FORM = new Form("a time with its offset, such as 2026-11-23T08:00:00Z, is expected",
            Form::isTime);

    private static final Map<Class<?>, Form> OF_TYPES = Map.of(String.class, TEXT, int.class, INT, Integer.class, INT,
            long.class, LONG, Long.class, LONG, boolean.class, BOOLEAN, Boolean.class, BOOLEAN, UUID.class, UUID_FORM,
            LocalDate.class, DAY_FORM, Instant.class, TIME_FORM);

    /**
     * The form of a parameter's type.
     *
     * @throws IllegalStateException if nobody has said how such a value is written: whoever adds a parameter of a new type says
     *                               it here
     */
    static Form of(Class<?> type) {
        Form form = OF_TYPES.get(type);
        if (form == null) {
            throw new IllegalStateException("no form is known for parameters of " + type.getName());
        }
        return form;
    }

    private static boolean isWholeNumber(String text, BigInteger smallest, BigInteger largest) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return false;
        }
        BigInteger number = new BigInteger(text);
        return number.compareTo(smallest) >= 0 && number.compareTo(largest) <= 0;
    }

    private static boolean isDay(String text) {
        try {
            return DAY.matcher(text).matches() && LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return TIME.matcher(text).matches() && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
