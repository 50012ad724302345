package de.handschlag.catalogue;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What values of an attribute look like, apart from those of its code list. */
public enum ValueForm {

    /** Anything. */
    TEXT("text") {
        @Override
        boolean acceptsOne(String value) {
            return true;
        }
    },
    /** Nothing but the codes of the list. */
    CODE("") {
        @Override
        boolean acceptsOne(String value) {
            return false;
        }
    },
    /** ISO 3166-1, two or three letters. */
    COUNTRY("an ISO 3166-1 code of two or three letters") {
        @Override
        boolean acceptsOne(String value) {
            return COUNTRY_CODES.contains(value);
        }
    },
    /** One or several of {@link #COUNTRY}. */
    COUNTRIES("ISO 3166-1 codes of two or three letters, separated by commas") {
        @Override
        boolean acceptsOne(String value) {
            return COUNTRY_CODES.contains(value);
        }
    },
    /** BCP 47. */
    LANGUAGE("a BCP 47 language tag") {
        @Override
        boolean acceptsOne(String value) {
            return isLanguage(value);
        }
    },
    /** One or several of {@link #LANGUAGE}. */
    LANGUAGES("BCP 47 language tags, separated by commas") {
        @Override
        boolean acceptsOne(String value) {
            return isLanguage(value);
        }
    },
    /** A day, ISO 8601. */
    DATE("a date like 2026-03-02") {
        @Override
        boolean acceptsOne(String value) {
            return value.matches("\\d{4}-\\d{2}-\\d{2}") && !value.contains("-00") && isPartOfCalendar(value);
        }
    },
    /**
     * A day of which parts may be missing or unknown: {@code X} stands for an unknown digit as in ISO 8601-2, zeros for an
     * unknown part as in the DSMeld.
     */
    PARTIAL_DATE(
            "a date like 1990, 1990-05 or 1990-05-17, with XX or 00 for an unknown month or day, XXXX or 0000 for an unknown year") {
        @Override
        boolean acceptsOne(String value) {
            return value.matches("(\\d{4}|XXXX)(-(\\d{2}|XX)(-(\\d{2}|XX))?)?") && isPartOfCalendar(value);
        }
    },
    /** ISO 13616, electronic form, with its check digits (ISO 7064 MOD 97-10). */
    IBAN("an IBAN without spaces, with valid check digits") {
        @Override
        boolean acceptsOne(String value) {
            return value.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}") && (!value.startsWith("DE") || value.length() == 22)
                    && remainderOf97(value.substring(4) + value.substring(0, 4)) == 1;
        }
    };

    /** Between several. */
    static final String SEPARATOR = ", ?";

    private static final Set<String> COUNTRY_CODES = Stream.concat(
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream(),
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3).stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> TWO_LETTER_LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final int LEAP_YEAR = 2000;
    private static final int LONG_MONTH = 1;

    private final String description;

    ValueForm(String description) {
        this.description = description;
    }

    abstract boolean acceptsOne(String value);

    /** Whether a value is of this form. */
    public boolean accepts(String value) {
        return several() ? Stream.of(value.split(SEPARATOR, -1)).allMatch(this::acceptsOne) : acceptsOne(value);
    }

    boolean several() {
        return this == COUNTRIES || this == LANGUAGES;
    }

    /** For people who sent another form; empty if only the code list counts. */
    String description() {
        return description;
    }

    /** Java knows the languages of two letters; of three letters (ISO 639-3) it knows the form only. */
    private static boolean isLanguage(String tag) {
        try {
            String language = new Locale.Builder().setLanguageTag(tag).build().getLanguage();
            return language.length() == 3 || TWO_LETTER_LANGUAGES.contains(language);
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /** What is unknown is taken for what fits best. */
    private static boolean isPartOfCalendar(String date) {
        String[] parts = date.split("-");
        try {
            LocalDate.of(number(parts, 0, LEAP_YEAR), number(parts, 1, LONG_MONTH), number(parts, 2, 1));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int number(String[] parts, int index, int ifUnknown) {
        return index >= parts.length || parts[index].matches("X+|0+") ? ifUnknown : Integer.parseInt(parts[index]);
    }

    private static int remainderOf97(String letters) {
        StringBuilder digits = new StringBuilder();
        letters.chars().forEach(letter -> digits.append(Character.getNumericValue(letter)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    }
}
