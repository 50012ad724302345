package de.handschlag.catalogue;

import java.math.BigInteger;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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
    /** One or several of {@link #CODE}. */
    CODES("codes, separated by commas") {
        @Override
        boolean acceptsOne(String value) {
            return false;
        }
    },
    /** ISO 3166-1, three letters: one code system only. */
    COUNTRY("an ISO 3166-1 code of three letters") {
        @Override
        boolean acceptsOne(String value) {
            return COUNTRIES_OF_ISO.contains(value);
        }
    },
    /** One or several of {@link #COUNTRY}. */
    COUNTRIES("ISO 3166-1 codes of three letters, separated by commas") {
        @Override
        boolean acceptsOne(String value) {
            return COUNTRIES_OF_ISO.contains(value);
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
            return PartialDate.parse(value).filter(PartialDate::isWhole).isPresent();
        }
    },
    /** A {@link PartialDate}. */
    PARTIAL_DATE(
            "a date like 1990, 1990-05 or 1990-05-17, with XX or 00 for an unknown month or day, XXXX for an unknown year") {
        @Override
        boolean acceptsOne(String value) {
            return PartialDate.parse(value).isPresent();
        }
    },
    /** ISO 13616, electronic form, with its check digits (ISO 7064 MOD 97-10). */
    IBAN("an IBAN without spaces, with valid check digits") {
        @Override
        boolean acceptsOne(String value) {
            return IBAN_FORM.matcher(value).matches() && (!value.startsWith("DE") || value.length() == 22)
                    && remainderOf97(value.substring(4) + value.substring(0, 4)) == 1;
        }
    },
    /** Euros. */
    AMOUNT("an amount in euros with two decimals, like 1234.50") {
        @Override
        boolean acceptsOne(String value) {
            return AMOUNT_FORM.matcher(value).matches();
        }
    },
    /** Names something that is kept elsewhere. */
    REFERENCE("a reference of up to 200 letters, digits and the signs - . _ ~ : /") {
        @Override
        boolean acceptsOne(String value) {
            return REFERENCE_FORM.matcher(value).matches();
        }
    };

    /** Between several. */
    static final String SEPARATOR = ", ?";

    private static final Pattern IBAN_FORM = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    private static final Pattern AMOUNT_FORM = Pattern.compile("(0|[1-9][0-9]{0,8})\\.[0-9]{2}");
    private static final Pattern REFERENCE_FORM = Pattern.compile("[A-Za-z0-9._~:/-]{1,200}");
    /** ISO 639-2 leaves them to private use. */
    private static final Pattern LOCAL_LANGUAGE = Pattern.compile("q[a-t][a-z]");
    private static final Set<String> COUNTRIES_OF_ISO = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3);
    private static final Set<String> TWO_LETTER_LANGUAGES = Set.of(Locale.getISOLanguages());

    private final String description;

    ValueForm(String description) {
        this.description = description;
    }

    /** Whether one value, not of a code list, is of this form. */
    abstract boolean acceptsOne(String value);

    /** Whether a value may be a list. */
    boolean several() {
        return this == CODES || this == COUNTRIES || this == LANGUAGES;
    }

    /** Whether a value is a date, whole or in part. */
    boolean isDate() {
        return this == DATE || this == PARTIAL_DATE;
    }

    /** Whether code lists may belong to it. */
    boolean hasCodes() {
        return this == CODE || this == CODES || this == COUNTRY || this == COUNTRIES || this == DATE;
    }

    /** For people who sent another form; empty if only the code list counts. */
    String description() {
        return description;
    }

    /** Java knows the languages of two letters; of three letters (ISO 639-3) it knows the form only. */
    private static boolean isLanguage(String tag) {
        try {
            String language = new Locale.Builder().setLanguageTag(tag).build().getLanguage();
            return TWO_LETTER_LANGUAGES.contains(language)
                    || language.length() == 3 && !LOCAL_LANGUAGE.matcher(language).matches();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private static int remainderOf97(String letters) {
        StringBuilder digits = new StringBuilder();
        letters.chars().forEach(letter -> digits.append(Character.digit(letter, Character.MAX_RADIX)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    }
}
