package de.handschlag.audit.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.teststack.Browser;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
@TestProfile(StrongLoginProfile.class)
@DisplayName("Where staff need a strong login")
class StrongLoginTest extends AuditTestCase {

    private static final String ENTRIES = "/v1/log-entries?queryPurpose=incident";
    private static final int KNOWN_PORT = 8083;

    @Test
    @DisplayName("an officer's token is asked for a stronger login in the words of RFC 9470")
    void weakTokenIsAskedForMore() {
        Response weak = as(tokens.dpo()).get(ENTRIES);

        assertThat(weak.statusCode()).isEqualTo(401);
        assertThat(weak.header("WWW-Authenticate")).startsWith("Bearer error=\"insufficient_user_authentication\"")
                .endsWith("acr_values=\"gold platinum\"");
        assertThat(weak.contentType()).startsWith("application/problem+json");
        assertThat(Json.text(weak, "type")).isEqualTo("urn:handschlag:problem:insufficient-user-authentication");
        assertThat(as(tokens.dpoAtLevel("silver")).get(ENTRIES).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("one that was made at a level of the list is let in, and persons are as before")
    void strongTokenIsLetIn() {
        assertThat(as(tokens.dpoAtLevel("gold")).get(ENTRIES).statusCode()).isEqualTo(200);
        assertThat(as(tokens.dpoAtLevel("platinum")).get(ENTRIES).statusCode()).isEqualTo(200);
        assertThat(as(tokens.dataSubject("amira")).get("/v1/my/accesses").statusCode()).isNotIn(401, 403);
    }

    @Test
    @DisplayName("a browser is led to a login at these levels, and a session that has none of them is told so on a page")
    void browserIsLedToAStrongLogin() {
        String name = "weak-officer-" + UUID.randomUUID();
        tokens.makeUser(name, "a long password", List.of("dpo"));
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        Browser browser = new Browser(Map.of(KNOWN_PORT, port));
        String page = "http://localhost:" + KNOWN_PORT + "/app";

        assertThat(browser.look(page).header("Location")).contains("acr_values=gold+platinum");
        WireRequest.Answer told = browser.logIn(page, name, "a long password");

        assertThat(told.status()).isEqualTo(401);
        assertThat(told.header("Content-Type")).startsWith("text/html");
        assertThat(told.body()).contains("Die Anmeldung ist dafür nicht stark genug");
        assertThat(browser.cookieNames()).noneMatch(cookie -> cookie.startsWith("q_session"));
        assertThat(browser.look(page).header("Location")).contains("acr_values=gold+platinum");
    }
}
