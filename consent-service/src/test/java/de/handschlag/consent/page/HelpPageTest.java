package de.handschlag.consent.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;

@QuarkusTest
class HelpPageTest {

    @TestHTTPResource
    URL service;

    @Test
    @DisplayName("Help is for everybody, in pictures; a person's menu leads to all their pages")
    void helpAndMenu() {
        Response help = given().header("Accept-Language", "de").get("/app/help");
        assertThat(help.statusCode()).isEqualTo(200);
        Document page = Jsoup.parse(help.asString());
        assertThat(page.select("svg.pictogram[aria-hidden=true]")).hasSizeGreaterThan(5);
        assertThat(page.select(".menu")).isEmpty();

        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        Document more = browser.open("/app/more");
        assertThat(more.select(".menu a").eachAttr("href")).containsExactly("/app", "/app/consents", "/app/accesses",
                "/app/data", "/app/more");
        more.select("main a[href^=/app/]").eachAttr("href")
                .forEach(address -> assertThat(browser.open(address).select("h1")).as(address).hasSize(1));
    }

    @Test
    @DisplayName("R33 BITV 2.0: easy language, the accessibility statement and privacy are for everybody, and marked as the language they are in")
    void statements() {
        for (String language : List.of("de", "ar", "en")) {
            Document start = Jsoup.parse(given().cookie("hs-language", language).get("/app/start").asString());
            List<String> links = start.select("footer a").eachAttr("href");
            assertThat(links).containsExactly("/app/simple", "/app/accessibility", "/app/privacy");
            for (String address : links) {
                Response answer = given().cookie("hs-language", language).get(address);
                assertThat(answer.statusCode()).as(address).isEqualTo(200);
                Document page = Jsoup.parse(answer.asString());
                assertThat(page.select("html").attr("lang")).isEqualTo(language);
                assertThat(page.select("h1")).hasSize(1);
                assertThat(page.select("main > div[dir=ltr]").attr("lang"))
                        .isEqualTo(language.equals("en") && !address.equals("/app/simple") ? "en" : "de");
                assertThat(page.select("main").text()).doesNotContain("NOT_FOUND", "{");
            }
        }
        assertThat(given().get("/app/simple").asString()).contains("Es gibt noch kein Video");
        assertThat(given().get("/app/accessibility").asString()).contains("noch nicht eingetragen");
        assertThat(given().get("/app/privacy").asString()).contains("24 Monate");
    }

    @Test
    @DisplayName("Without a login a person's pages lead to it")
    void withoutALogin() {
        for (String address : List.of("/app/consents", "/app/accesses", "/app/data", "/app/logins", "/app/cases",
                "/app/papers", "/app/notifications", "/app/more")) {
            assertThat(given().redirects().follow(false).get(address).statusCode()).as(address).isEqualTo(302);
        }
    }
}
