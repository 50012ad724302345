package de.handschlag.catalogue;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stored values as people read them: codes, countries, languages and days in the words of the reader's language. */
public final class ValueWords {

    private static final Map<String, String> TWO_LETTERS = Stream.of(Locale.getISOCountries())
            .collect(Collectors.toMap(code -> Locale.of("", code).getISO3Country(), code -> code, (one, _) -> one));

    private final Catalogue catalogue;

    /**
     * Who reads.
     *
     * @param languageTag of the catalogue's labels
     * @param day         writes a day as the page's language does
     */
    public record Reader(String languageTag, Locale locale, Function<LocalDate, String> day) {}

    public ValueWords(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The value in words; as it is stored where there are none. */
    public String of(String attribute, String value, Reader reader) {
        Attribute entry = catalogue.attributes().get(attribute);
        if (entry == null) {
            return value;
        }
        return switch (entry.form()) {
            case CODE -> one(entry, value, reader);
            case CODES, COUNTRY, COUNTRIES, LANGUAGE, LANGUAGES -> Arrays.stream(value.split(", ?", -1))
                    .map(each -> one(entry, each, reader)).collect(Collectors.joining(", "));
            case DATE, PARTIAL_DATE -> day(value, reader);
            case AMOUNT -> value.replace('.', ',') + " €";
            case TEXT, IBAN, REFERENCE -> value;
        };
    }

    private String one(Attribute attribute, String value, Reader reader) {
        return catalogue.codesOf(attribute.key()).stream().filter(code -> code.code().equals(value)).findFirst()
                .map(catalogue.labels(reader.languageTag())::of)
                .orElseGet(() -> ofJava(attribute.form(), value, reader.locale()));
    }

    private static String ofJava(ValueForm form, String value, Locale reader) {
        return switch (form) {
            case COUNTRY, COUNTRIES -> country(value, reader);
            case LANGUAGE, LANGUAGES -> Locale.forLanguageTag(value).getDisplayName(reader);
            case TEXT, CODE, CODES, DATE, PARTIAL_DATE, IBAN, AMOUNT, REFERENCE -> value;
        };
    }

    private static String country(String code, Locale reader) {
        String two = TWO_LETTERS.get(code);
        return two == null ? code : Locale.of("", two).getDisplayCountry(reader);
    }

    private static String day(String value, Reader reader) {
        try {
            return reader.day().apply(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return value; // Only a part of the date is known.
        }
    }
}
