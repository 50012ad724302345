package de.handschlag.audit.officer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import de.handschlag.audit.officer.ConsentDirectory.Labelled;
import de.handschlag.page.Page;
import de.handschlag.page.PageLanguage;

/** Remembers for some minutes what the consent-service calls offices and catalogue entries; without it, pages show ids. */
@ApplicationScoped
public class Directory {

    private static final Logger LOG = Logger.getLogger(Directory.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final Duration NEXT_TRY = Duration.ofSeconds(20);

    private final ConsentDirectory consentService;
    private final InstantSource clock;
    private volatile Known known = new Known(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Instant.MIN);

    Directory(@RestClient ConsentDirectory consentService, InstantSource clock) {
        this.consentService = consentService;
        this.clock = clock;
    }

    private record Known(Map<String, String> offices, Map<String, String> purposesDe, Map<String, String> purposesEn,
            Map<String, String> attributesDe, Map<String, String> attributesEn, Instant until) {

        Known until(Instant later) {
            return new Known(offices, purposesDe, purposesEn, attributesDe, attributesEn, later);
        }
    }

    /** In the language of the page that is being answered. */
    public Names names() {
        Instant now = clock.instant();
        if (!now.isBefore(known.until())) {
            try {
                Map<String, String> offices = new TreeMap<>();
                consentService.offices().forEach(office -> offices.put(office.agencyId(), office.name()));
                List<Labelled> purposes = consentService.purposes();
                List<Labelled> attributes = consentService.attributes();
                known = new Known(offices, labels(purposes, true), labels(purposes, false), labels(attributes, true),
                        labels(attributes, false), now.plus(REMEMBERED));
            } catch (WebApplicationException | ProcessingException e) {
                LOG.warnf("the consent-service does not tell names, pages show ids: %s", e.getMessage());
                known = known.until(now.plus(NEXT_TRY));
            }
        }
        Known told = known;
        return Page.current().language() == PageLanguage.GERMAN
                ? new Names(told.offices(), told.purposesDe(), told.attributesDe())
                : new Names(told.offices(), told.purposesEn(), told.attributesEn());
    }

    private static Map<String, String> labels(List<Labelled> all, boolean german) {
        Map<String, String> labels = new TreeMap<>();
        all.forEach(one -> labels.put(one.key(), german ? one.labelDe() : one.labelEn()));
        return labels;
    }
}
