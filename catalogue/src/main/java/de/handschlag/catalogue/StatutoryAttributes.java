package de.handschlag.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads which attributes a purpose without consent covers, one row for each of them. */
final class StatutoryAttributes {

    private final Map<String, Attribute> attributes;
    private final Map<String, Purpose> purposes;
    private final Map<String, StatutoryScope> scopes = new LinkedHashMap<>();

    StatutoryAttributes(Map<String, Attribute> attributes, Map<String, Purpose> purposes) {
        this.attributes = attributes;
        this.purposes = purposes;
    }

    Map<String, StatutoryScope> read(CsvFile file) {
        file.rows(List.of("purpose", "attribute", "hidden_from_person"), this::add, key -> key);
        return Collections.unmodifiableMap(scopes);
    }

    /** Purpose and attribute, which may stand together once. */
    private String add(CsvFile.Row row) {
        Purpose purpose = purposes.get(row.text("purpose"));
        if (purpose == null) {
            throw row.mistake("purposes.csv has no purpose " + row.text("purpose"));
        }
        if (purpose.basisKind().restsOnConsent()) {
            throw row.mistake("the purpose " + purpose.key() + " rests on consent: the person decides what is read");
        }
        Attribute attribute = attributes.get(row.text("attribute"));
        if (attribute == null) {
            throw row.mistake("attributes.csv has no attribute " + row.text("attribute"));
        }
        if (!attribute.shareable()) {
            throw row.mistake("the attribute " + attribute.key() + " is not shareable and can never be read (R5)");
        }
        boolean hidden = row.yesOrNo("hidden_from_person");
        if (hidden && purpose.basisKind() == Purpose.BasisKind.EMERGENCY) {
            throw row.mistake("an emergency access is shown to the person, if deferred then later (R21)");
        }
        StatutoryScope scope = scopes.computeIfAbsent(purpose.key(),
                key -> new StatutoryScope(new TreeSet<>(), hidden));
        if (scope.hiddenFromPerson() != hidden) {
            throw row.mistake("hidden_from_person must be the same in all rows of " + purpose.key());
        }
        scope.attributes().add(attribute.key());
        return purpose.key() + " " + attribute.key();
    }
}
