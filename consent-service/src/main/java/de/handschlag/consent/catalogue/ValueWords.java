package de.handschlag.consent.catalogue;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Code;
import de.handschlag.catalogue.Labels;
import de.handschlag.catalogue.ValueForm;
import de.handschlag.page.Page;

/** Stored values as people read them: codes, countries, languages and days in the words of the page's language. */
@ApplicationScoped
public class ValueWords {

    private static final Map<String, String> TWO_LETTERS = Stream.of(Locale.getISOCountries())
            .collect(Collectors.toMap(code -> Locale.of("", code).getISO3Country(), code -> code, (one, _) -> one));

    private final CatalogueService catalogue;

    ValueWords(CatalogueService catalogue) {
        this.catalogue = catalogue;
    }

    /** The value in words; as it is stored where there are none. */
    public String of(String attribute, String value, Page page) {
        return catalogue.attribute(attribute).map(entry -> words(entry, value, page)).orElse(value);
    }

    private String words(Attribute attribute, String value, Page page) {
        return switch (attribute.form()) {
            case CODE -> one(attribute, value, page);
            case CODES, COUNTRY, COUNTRIES, LANGUAGE, LANGUAGES -> Arrays.stream(value.split(", ?", -1))
                    .map(each -> one(attribute, each, page)).collect(Collectors.joining(", "));
            case DATE, PARTIAL_DATE -> day(value, page);
            case AMOUNT -> value.replace('.', ',') + " €";
            case TEXT, IBAN, REFERENCE -> value;
        };
    }

    private String one(Attribute attribute, String value, Page page) {
        Labels labels = catalogue.labels(page.tag());
        Optional<String> ofList = catalogue.codes(attribute.key()).stream()
                .filter((Code code) -> code.code().equals(value)).findFirst().map(labels::of);
        return ofList.orElseGet(() -> ofJava(attribute.form(), value, page.language().locale()));
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

    private static String day(String value, Page page) {
        try {
            return page.day(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return value; // Only a part of the date is known.
        }
    }
}
