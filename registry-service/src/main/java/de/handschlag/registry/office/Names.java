package de.handschlag.registry.office;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Labels;
import de.handschlag.catalogue.Purpose;
import de.handschlag.registry.office.Offices.Office;

/** What offices, purposes and attributes are called in one language; what is not known has its id for a name. */
public final class Names {

    private final Catalogue catalogue;
    private final Labels labels;
    private final Map<String, Office> offices;

    Names(Catalogue catalogue, Labels labels, Map<String, Office> offices) {
        this.catalogue = catalogue;
        this.labels = labels;
        this.offices = offices;
    }

    /** One to choose. */
    public record Choice(String key, String label) {}

    public String agency(String agencyId) {
        Office office = offices.get(agencyId);
        return office == null ? agencyId : office.name();
    }

    public String purpose(String key) {
        Purpose purpose = catalogue.purposes().get(key);
        return purpose == null ? key : labels.of(purpose);
    }

    /** One sentence that says what is done with the data. */
    public String plainly(String key) {
        Purpose purpose = catalogue.purposes().get(key);
        return purpose == null ? key : labels.plainly(purpose);
    }

    public String attribute(String key) {
        Attribute attribute = catalogue.attributes().get(key);
        return attribute == null ? key : labels.of(attribute);
    }

    /** With commas. */
    public String attributes(Collection<String> keys) {
        return String.join(", ", keys.stream().map(this::attribute).toList());
    }

    /** Purposes to choose from, by their labels. */
    public List<Choice> purposes(Collection<String> keys) {
        return keys.stream().map(key -> new Choice(key, purpose(key))).sorted(Comparator.comparing(Choice::label))
                .toList();
    }
}
