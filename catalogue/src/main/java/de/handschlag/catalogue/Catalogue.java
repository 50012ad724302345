package de.handschlag.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All attributes, purposes and types of agency, by key and in the order of their files.
 *
 * @param statutoryScopes what may be read without consent, by purpose; a purpose that is absent lets nothing be read
 */
public record Catalogue(Map<String, Attribute> attributes, Map<String, Purpose> purposes,
        Map<String, AgencyType> agencyTypes, Map<String, StatutoryScope> statutoryScopes) {

    /**
     * Reads {@code attributes.csv}, {@code purposes.csv}, {@code agency-types.csv} and {@code statutory-attributes.csv}.
     *
     * @throws CatalogueException if a file is missing or holds a mistake
     */
    public static Catalogue read(Path directory) {
        List<String> mistakes = new ArrayList<>();
        Map<String, Attribute> attributes = new CsvFile(directory.resolve("attributes.csv"), mistakes).rows(
                List.of("key", "label_de", "category", "standard", "sensitivity", "shareable"),
                row -> new Attribute(row.key("[a-z][a-z0-9_]{1,62}"), row.text("label_de"), row.text("category"),
                        row.optionalText("standard"), row.oneOf("sensitivity", Attribute.Sensitivity.class),
                        row.yesOrNo("shareable")),
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
        Map<String, StatutoryScope> scopes = complete
                ? new StatutoryAttributes(attributes, purposes)
                        .read(new CsvFile(directory.resolve("statutory-attributes.csv"), mistakes))
                : Map.of();
        if (!mistakes.isEmpty()) {
            throw new CatalogueException(mistakes);
        }
        return new Catalogue(attributes, purposes, agencyTypes, scopes);
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
