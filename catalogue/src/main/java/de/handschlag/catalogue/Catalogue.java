package de.handschlag.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All attributes, purposes and types of agency, by key and in the order of their files.
 *
 * @param codes           code lists of the attributes that have one, by attribute and code
 * @param statutoryScopes what may be read without consent, by purpose; a purpose that is absent lets nothing be read
 */
public record Catalogue(Map<String, Attribute> attributes, Map<String, Purpose> purposes,
        Map<String, AgencyType> agencyTypes, Map<String, Code> codes, Map<String, StatutoryScope> statutoryScopes) {

    /**
     * Reads {@code attributes.csv}, {@code purposes.csv}, {@code agency-types.csv}, {@code code-lists.csv} and
     * {@code statutory-attributes.csv}.
     *
     * @throws CatalogueException if a file is missing or holds a mistake
     */
    public static Catalogue read(Path directory) {
        List<String> mistakes = new ArrayList<>();
        Map<String, Attribute> attributes = new CsvFile(directory.resolve("attributes.csv"), mistakes).rows(
                List.of("key", "label_de", "category", "standard", "sensitivity", "shareable", "form",
                        "hidden_by_block"),
                row -> new Attribute(row.key("[a-z][a-z0-9_]{1,62}"), row.text("label_de"), row.text("category"),
                        row.optionalText("standard"), row.oneOf("sensitivity", Attribute.Sensitivity.class),
                        row.yesOrNo("shareable"), row.oneOf("form", ValueForm.class), row.yesOrNo("hidden_by_block")),
                Attribute::key);
        Map<String, Purpose> purposes = new CsvFile(directory.resolve("purposes.csv"), mistakes).rows(
                List.of("key", "label_de", "basis_kind", "dpv_iri", "legal_basis", "statute"),
                Catalogue::purpose, Purpose::key);
        // What a broken file lacks would be reported once more for each row that names it.
        boolean complete = mistakes.isEmpty();
        Map<String, AgencyType> agencyTypes = new CsvFile(directory.resolve("agency-types.csv"), mistakes).rows(
                List.of("key", "label_de", "sector", "data_protection_regime", "enforcement_function",
                        "professional_secrecy"),
                row -> new AgencyType(row.key("[a-z][a-z0-9_]{1,62}"), row.text("label_de"),
                        row.oneOf("sector", AgencyType.Sector.class), row.text("data_protection_regime"),
                        row.yesOrNo("enforcement_function"), row.yesOrNo("professional_secrecy")),
                AgencyType::key);
        Map<String, Code> codes = new CsvFile(directory.resolve("code-lists.csv"), mistakes).rows(
                List.of("attribute", "code", "label_de"),
                row -> new Code(row.text("attribute"), row.text("code"), row.text("label_de")),
                code -> Code.id(code.attribute(), code.code()));
        Map<String, StatutoryScope> scopes = complete
                ? new StatutoryAttributes(attributes, purposes)
                        .read(new CsvFile(directory.resolve("statutory-attributes.csv"), mistakes))
                : Map.of();
        Catalogue catalogue = new Catalogue(attributes, purposes, agencyTypes, codes, scopes);
        catalogue.collectMistakesIn(mistakes);
        if (!mistakes.isEmpty()) {
            throw new CatalogueException(mistakes);
        }
        return catalogue;
    }

    /** What the attribute takes, if the value is not that; empty if it is. The answer never repeats the value. */
    public Optional<String> expectation(Attribute attribute, String value) {
        if (codes.containsKey(Code.id(attribute.key(), value)) || attribute.form().accepts(value)) {
            return Optional.empty();
        }
        // In a list of several, each may be from the code list.
        if (attribute.form().several() && Stream.of(value.split(ValueForm.SEPARATOR, -1)).allMatch(
                part -> codes.containsKey(Code.id(attribute.key(), part)) || attribute.form().accepts(part))) {
            return Optional.empty();
        }
        String listed = codesOf(attribute.key()).stream().map(code -> code.code() + " (" + code.labelDe() + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(Stream.of(attribute.form().description(), listed).filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", or ")));
    }

    /** The attribute's code list, empty if it has none. */
    public List<Code> codesOf(String attribute) {
        return codes.values().stream().filter(code -> code.attribute().equals(attribute)).toList();
    }

    private void collectMistakesIn(List<String> mistakes) {
        for (Code code : codes.values()) {
            Attribute attribute = attributes.get(code.attribute());
            if (attribute == null || attribute.form() == ValueForm.TEXT) {
                mistakes.add("code-lists.csv:0: " + code.attribute() + " is no attribute with a form other than text");
            }
        }
        for (Attribute attribute : attributes.values()) {
            if (attribute.form() == ValueForm.CODE && codesOf(attribute.key()).isEmpty()) {
                mistakes.add("code-lists.csv:0: there is no code for " + attribute.key());
            }
        }
    }

    private static Purpose purpose(CsvFile.Row row) {
        Purpose.BasisKind kind = row.oneOf("basis_kind", Purpose.BasisKind.class);
        String statute = row.optionalText("statute");
        if (kind == Purpose.BasisKind.STATUTE && statute.isEmpty()) {
            throw row.mistake("a purpose with the basis statute names the statute");
        }
        if (kind.restsOnConsent() && !statute.isEmpty()) {
            throw row.mistake("a purpose that rests on consent names no statute (R3)");
        }
        return new Purpose(row.key("[a-z][a-z0-9-]{1,62}"), row.text("label_de"), kind, row.iri("dpv_iri"),
                row.text("legal_basis"), statute.isEmpty() ? null : statute);
    }
}
