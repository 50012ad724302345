package de.handschlag.consent.catalogue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;

/** The catalogue in force. A mistake in its files stops the start: a consent must not rest on half a catalogue. */
@ApplicationScoped
public class CatalogueService {

    private static final Logger LOG = Logger.getLogger(CatalogueService.class);

    private final CatalogueTables tables;
    private final Catalogue catalogue;

    CatalogueService(CatalogueTables tables, @ConfigProperty(name = "handschlag.catalogue.directory") Path directory) {
        this.tables = tables;
        this.catalogue = Catalogue.read(directory);
    }

    void importAtStart(@Observes @Priority(1) StartupEvent start) {
        int changed = tables.replaceBy(catalogue);
        LOG.infof("Catalogue: %d attributes, %d purposes, %d agency types; %d rows changed",
                catalogue.attributes().size(), catalogue.purposes().size(), catalogue.agencyTypes().size(), changed);
    }

    public Optional<Attribute> attribute(String key) {
        return Optional.ofNullable(catalogue.attributes().get(key));
    }

    public Optional<Purpose> purpose(String key) {
        return Optional.ofNullable(catalogue.purposes().get(key));
    }

    public Optional<AgencyType> agencyType(String key) {
        return Optional.ofNullable(catalogue.agencyTypes().get(key));
    }

    Collection<Attribute> attributes() {
        return catalogue.attributes().values();
    }

    Collection<Purpose> purposes() {
        return catalogue.purposes().values();
    }

    Collection<AgencyType> agencyTypes() {
        return catalogue.agencyTypes().values();
    }
}
