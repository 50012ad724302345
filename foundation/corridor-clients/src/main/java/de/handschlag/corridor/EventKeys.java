package de.handschlag.corridor;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.Startup;

import de.handschlag.event.EventSigner;
import de.handschlag.event.TrustedKeys;

/** The key by which this service signs what it sends, and those by which it believes the others (R39). */
@ApplicationScoped
class EventKeys {

    @Produces
    @Singleton
    @Startup
    TrustedKeys trustedKeys(@ConfigProperty(name = "handschlag.signature.trusted-keys-file") Path file) {
        return TrustedKeys.read(file);
    }

    /** At the start: a service without its key, or with one that the others do not trust, does not begin to send. */
    @Produces
    @Singleton
    @Startup
    EventSigner eventSigner(@ConfigProperty(name = "handschlag.signature.key-file") Path file,
            @ConfigProperty(name = "quarkus.application.name") String service, TrustedKeys trusted) {
        return EventSigner.read(file, "/" + service, trusted);
    }
}
