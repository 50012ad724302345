package de.handschlag.catalogue;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Decides what a value of an attribute is: by form, plausible bounds and code list. */
final class AttributeValues {

    private final Map<String, Code> codes;
    private final Map<String, DateBounds> dateBounds;
    private final Map<String, OldValue> oldValues;
    private final Map<String, String> lettersOfCountries = new LinkedHashMap<>();

    AttributeValues(CatalogueFiles files) {
        this.codes = files.codes();
        this.dateBounds = files.dateBounds();
        this.oldValues = files.oldValues();
        for (String two : Locale.getISOCountries()) {
            lettersOfCountries.put(two, Locale.of("", two).getISO3Country());
        }
    }

    ValueCheck check(Attribute attribute, String value, LocalDate today) {
        if (!attribute.form().several()) {
            String accepted = acceptedOne(attribute, value, today);
            return accepted == null ? refused(attribute, value) : new ValueCheck.Accepted(accepted);
        }
        Set<String> accepted = new TreeSet<>();
        StringBuilder joined = new StringBuilder();
        for (String part : value.split(ValueForm.SEPARATOR, -1)) {
            String one = acceptedOne(attribute, part, today);
            if (one == null || !accepted.add(one)) {
                return refused(attribute, part);
            }
            joined.append(joined.isEmpty() ? "" : ", ").append(one);
        }
        return new ValueCheck.Accepted(joined.toString());
    }

    Optional<String> readable(Attribute attribute, String stored, ValueForm storedForm, LocalDate today) {
        if (attribute.form() == ValueForm.TEXT) {
            return Optional.of(stored);
        }
        if (storedForm != ValueForm.TEXT
                && check(attribute, stored, today) instanceof ValueCheck.Accepted(String value)) {
            return Optional.of(value);
        }
        OldValue mapped = oldValues.get(OldValue.id(attribute.key(), stored));
        if (mapped != null) {
            return Optional.of(mapped.value());
        }
        return switch (attribute.form()) {
            case COUNTRY, COUNTRIES -> ofTwoLetters(attribute, stored, today);
            case TEXT, CODE, CODES, LANGUAGE, LANGUAGES, DATE, PARTIAL_DATE, IBAN, AMOUNT, REFERENCE ->
                Optional.empty();
        };
    }

    List<Code> codesOf(String attribute) {
        return codes.values().stream().filter(code -> code.attribute().equals(attribute)).toList();
    }

    /** ISO 3166-1 itself says which three letters two letters stand for. */
    private Optional<String> ofTwoLetters(Attribute attribute, String stored, LocalDate today) {
        String three = Stream.of(stored.split(ValueForm.SEPARATOR, -1))
                .map(part -> lettersOfCountries.getOrDefault(part, part)).collect(Collectors.joining(", "));
        return check(attribute, three, today) instanceof ValueCheck.Accepted(String value)
                ? Optional.of(value)
                : Optional.empty();
    }

    private @Nullable String acceptedOne(Attribute attribute, String value, LocalDate today) {
        Code code = codes.get(Code.id(attribute.key(), value));
        if (code != null) {
            return switch (code.use()) {
                case CURRENT, FORMER, DOCUMENT_ONLY -> value;
                case ALIAS -> code.canonical();
                case REFUSE -> null;
            };
        }
        if (!attribute.form().acceptsOne(value)) {
            return null;
        }
        DateBounds bounds = dateBounds.get(attribute.key());
        return bounds == null || PartialDate.parse(value).filter(date -> bounds.allow(date, today)).isPresent()
                ? value
                : null;
    }

    private ValueCheck.Refused refused(Attribute attribute, String value) {
        Code code = codes.get(Code.id(attribute.key(), value));
        if (code != null && code.use() == Code.Use.REFUSE) {
            return new ValueCheck.Refused(
                    "codes that mean one thing only: ask the person again (" + code.labelEn() + ")");
        }
        DateBounds bounds = dateBounds.get(attribute.key());
        String form = attribute.form().description() + (bounds == null ? "" : ", " + bounds.description());
        String listed = codesOf(attribute.key()).stream()
                .filter(listedCode -> listedCode.use() == Code.Use.CURRENT || listedCode.use() == Code.Use.FORMER)
                .map(listedCode -> listedCode.code() + " (" + listedCode.labelDe() + ")")
                .collect(Collectors.joining(", "));
        return new ValueCheck.Refused(
                Stream.of(form, listed).filter(part -> !part.isEmpty()).collect(Collectors.joining(", or "))
                        + (attribute.form().several() ? ", each once" : ""));
    }
}
