package de.handschlag.registry;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import de.handschlag.catalogue.Catalogue;

/** Beans that come from libraries. */
@ApplicationScoped
class RegistryBeans {

    @Produces
    @Singleton
    Catalogue catalogue(@ConfigProperty(name = "handschlag.catalogue.directory") Path directory, InstantSource clock) {
        return Catalogue.read(directory, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
