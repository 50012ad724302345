package de.handschlag.registry.office;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.page.Page;
import de.handschlag.registry.office.Offices.Office;

/** Remembers for some minutes what the consent-service says of offices; without it, pages show their ids. */
@ApplicationScoped
public class Directory {

    private static final Logger LOG = Logger.getLogger(Directory.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final Duration NEXT_TRY = Duration.ofSeconds(20);

    private final Offices offices;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private volatile Known known = new Known(Map.of(), Instant.MIN);

    Directory(@RestClient Offices offices, Catalogue catalogue, InstantSource clock) {
        this.offices = offices;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    private record Known(Map<String, Office> offices, Instant until) {}

    /** In the language of the page that is being answered. */
    public Names names() {
        return new Names(catalogue, catalogue.labels(Page.current().tag()), told());
    }

    /**
     * The type of an office as the consent-service tells it, and so the same whatever case is asked about (R10).
     *
     * @return null if it does not tell
     */
    public @Nullable String typeOf(String agencyId) {
        Office office = told().get(agencyId);
        return office == null ? null : office.agencyType();
    }

    private Map<String, Office> told() {
        Instant now = clock.instant();
        Known told = known;
        if (!now.isBefore(told.until())) {
            try {
                told = new Known(
                        offices.all().stream().collect(
                                Collectors.toUnmodifiableMap(Office::agencyId, Function.identity(), (one, _) -> one)),
                        now.plus(REMEMBERED));
            } catch (WebApplicationException | ProcessingException e) {
                LOG.warnf("the consent-service does not tell names of offices, pages show ids: %s", e.getMessage());
                told = new Known(told.offices(), now.plus(NEXT_TRY));
            }
            known = told;
        }
        return told.offices();
    }
}
