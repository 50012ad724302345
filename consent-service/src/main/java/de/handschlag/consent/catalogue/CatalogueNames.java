package de.handschlag.consent.catalogue;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Labels;

/** What entries are called on persons' pages, by the tag of the page's language. */
@ApplicationScoped
public class CatalogueNames {

    private final CatalogueService catalogue;

    CatalogueNames(CatalogueService catalogue) {
        this.catalogue = catalogue;
    }

    public Named attribute(String key, String language) {
        Labels labels = catalogue.labels(language);
        return catalogue.attribute(key).map(entry -> Named.of(key, labels.of(entry), labels, entry.labelDe()))
                .orElseGet(() -> Named.forgotten(key));
    }

    public Named purpose(String key, String language) {
        Labels labels = catalogue.labels(language);
        return catalogue.purpose(key).map(entry -> Named.of(key, labels.of(entry), labels, entry.labelDe()))
                .orElseGet(() -> Named.forgotten(key));
    }

    public Named agencyType(String key, String language) {
        Labels labels = catalogue.labels(language);
        return catalogue.agencyType(key).map(entry -> Named.of(key, labels.of(entry), labels, entry.labelDe()))
                .orElseGet(() -> Named.forgotten(key));
    }

    /** The sentence that says what is done with the data; null if the catalogue has the purpose no more. */
    public @Nullable Named purposePlainly(String key, String language) {
        Labels labels = catalogue.labels(language);
        return catalogue.purpose(key).map(entry -> new Named(key, labels.plainly(entry), labels.language(), null))
                .orElse(null);
    }
}
