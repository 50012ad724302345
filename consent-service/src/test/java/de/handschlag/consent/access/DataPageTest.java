package de.handschlag.consent.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedRegistry;

@QuarkusTest
class DataPageTest {

    @TestHTTPResource
    URL service;

    @AfterEach
    void registryKnowsNothing() {
        PlayedRegistry.isEmpty();
    }

    @Test
    @DisplayName("R40 values by source in words, with who may see them now; a hostile value is only text")
    void valuesBySource() {
        AgencyActor.jobcenter();
        UUID grant = UUID.randomUUID();
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        assertThat(browser.open("/app/data").text()).contains("Über Sie ist nichts gespeichert");
        PlayedRegistry.storesValues(
                """
                        {"attribute":"birth_country","value":"SYR","source":"jobcenter-test","sourceTypes":[],"asOf":"2026-01-02",
                        "contributedAt":"2026-01-03T10:00:00Z","behindBlock":false,"mayBeSeenBy":[{"agency":"jobcenter-test",
                        "purpose":"case-management","basis":"CONSENT","consentRecordId":"%s","until":"2027-01-01T00:00:00Z"},
                        {"agency":"jobcenter-test","purpose":"case-management","basis":"STATUTE","norm":"§ 67a SGB X"}]}"""
                        .formatted(grant),
                """
                        {"attribute":"family_name","value":"<script>alert(1)</script>","source":"jobcenter-test",
                        "sourceTypes":[],"asOf":"2026-01-02","contributedAt":"2026-01-03T10:00:00Z","behindBlock":true,
                        "mayBeSeenBy":[]}""");

        Document page = browser.open("/app/data");

        assertThat(page.text()).contains("Stelle jobcenter-test", "Syrien", "Geburtsstaat", "§ 67a SGB X",
                "Auskunftssperre", "Niemand außer der Stelle", "<script>alert(1)</script>");
        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("main a[href=/app/consents/" + grant + "]")).hasSize(1);
        assertThat(page.select("h1")).hasSize(1);
    }

    @Test
    @DisplayName("While the registry is away the page says so")
    void registryIsAway() {
        PlayedRegistry.isAway();

        assertThat(PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort()).open("/app/data").text())
                .contains("Das können wir gerade nicht zeigen");
    }
}
