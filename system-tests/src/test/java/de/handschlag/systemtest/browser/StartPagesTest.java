package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first page of each face, and the way in and out. */
@DisplayName("Start pages")
class StartPagesTest extends PageTestCase {

    private static final long FIRST_VIEW_BYTES = 30_000;

    @ParameterizedTest
    @CsvSource({"consent, de", "consent, ar", "consent, ti", "consent, fr", "registry, de", "registry, en", "audit, de",
            "audit, en"})
    @DisplayName("R33 The start page reads well on a small telephone and on a desktop")
    void startPage(String service, String language) {
        for (Screen screen : Screen.values()) {
            visitor(screen, language).open(service, "/").check("start-" + service);
        }
        visitorWithForcedColors(Screen.DESKTOP, language).open(service, "/app/start")
                .check("start-forced-colours-" + service);
    }

    @Test
    @DisplayName("R31 A language is one tap away, and stays")
    void choosingALanguage() {
        Visitor visitor = visitor(Screen.PHONE, "de").open("consent", "/app/start");

        visitor.page().click("summary");
        visitor.check("language-menu");
        visitor.page().locator(".languages a", new com.microsoft.playwright.Page.LocatorOptions().setHasText("العربية"))
                .click();

        assertThat(visitor.page().locator("html").getAttribute("lang")).isEqualTo("ar");
        assertThat(visitor.path()).isEqualTo("/app/start");
        visitor.open("audit", "/app/start");
        assertThat(visitor.page().locator("html").getAttribute("lang"))
                .as("the browser's own, as the log does not have the chosen one").isEqualTo("en");
        visitor.open("consent", "/app/nowhere");
        assertThat(visitor.page().locator("html").getAttribute("lang")).isEqualTo("ar");
    }

    @Test
    @DisplayName("A person logs in and out again, with a script or without, and the first view weighs little")
    void inAndOut() {
        String amira = user("data-subject", Map.of());
        for (Visitor visitor : List.of(visitor(Screen.PHONE, "ar"), visitorWithoutScript(Screen.PHONE, "de"))) {
            visitor.open("consent", "/app");
            long login = visitor.bytes();
            visitor.logIn(amira, PASSWORD);
            long home = visitor.bytes();
            System.out.printf("first view: login %d bytes, home %d bytes%n", login, home);

            assertThat(visitor.path()).as("it is nobody's yet").isEqualTo("/app/code");
            assertThat(login + home).isLessThan(FIRST_VIEW_BYTES);
            visitor.check("home-consent");
            visitor.page().click("a[href='/app/logout']");
            assertThat(visitor.path()).isEqualTo("/app/start");
            visitor.page().goBack();
            assertThat(visitor.page().locator("#password").count()).as("nothing is seen by going back").isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "de-simple", "ar", "ti"})
    @DisplayName("R31, R33 The login speaks the language of the page that led to it, also when a password is wrong")
    void login(String language) {
        Visitor visitor = visitor(Screen.PHONE, language).open("consent", "/app");
        visitor.check("login");
        visitor.logIn("nobody", "wrong").check("login-wrong");
    }

    @Test
    @DisplayName("What does not exist is said in the reader's language")
    void problemPage() {
        visitor(Screen.PHONE, "ar").open("consent", "/app/nowhere").check("not-found");
        visitor(Screen.DESKTOP, "de").open("audit", "/app/nowhere").check("not-found-audit");
    }
}
