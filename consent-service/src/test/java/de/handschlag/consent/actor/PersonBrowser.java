package de.handschlag.consent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.teststack.Browser;
import de.handschlag.teststack.TestStack;
import de.handschlag.teststack.WireRequest;

/** A person who is logged in at the service's pages. */
public final class PersonBrowser {

    private static final String ADDRESS = "http://localhost:8081";

    private final Browser browser;

    private PersonBrowser(Browser browser) {
        this.browser = browser;
    }

    /** @param port where the service listens */
    public static PersonBrowser of(PersonActor person, int port) {
        return of(person.username(), person.password(), port);
    }

    /** Anybody who can log in. */
    public static PersonBrowser of(String username, String password, int port) {
        Browser browser = new Browser(Map.of(8081, port));
        browser.open(ADDRESS + "/app/start?language=de");
        assertThat(browser.logIn(ADDRESS + "/app/session", username, password).status()).isEqualTo(200);
        return new PersonBrowser(browser);
    }

    /** An administrator, new for this call. */
    public static PersonBrowser administrator(int port) {
        String name = "admin-" + UUID.randomUUID();
        String password = "long-enough-for-a-test";
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, TestStack.keycloakUrl(),
                    System.getProperty("handschlag.test.keycloak-admin-password")).importUsers(Realms.HANDSCHLAG,
                            List.of(new KeycloakAdmin.User(name, password, List.of("admin"), Map.of())));
        }
        return of(name, password, port);
    }

    /** Goes over to another language. */
    public PersonBrowser reading(String language) {
        browser.open(ADDRESS + "/app/start?language=" + language);
        return this;
    }

    /** All cookies that were ever set, as they came. */
    public List<String> setCookies() {
        return browser.setCookies();
    }

    /** What the address answers itself. */
    public WireRequest.Answer look(String path) {
        return browser.look(ADDRESS + path);
    }

    /** The page that the address leads to. */
    public Document open(String path) {
        WireRequest.Answer answer = browser.open(ADDRESS + path);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        return page(answer);
    }

    /**
     * Sends a form as its page would; redirects are not followed.
     *
     * @param namesAndValues fields in turn, the same name perhaps several times
     */
    public WireRequest.Answer submit(String path, String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&").append(encoded(namesAndValues[i])).append('=')
                    .append(encoded(namesAndValues[i + 1]));
        }
        return browser.submit(ADDRESS + path, form.toString());
    }

    public static Document page(WireRequest.Answer answer) {
        return Jsoup.parse(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
