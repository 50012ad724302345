package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Locator;

import de.handschlag.systemtest.PersonScene;

/** A person's own pages: what they decided, who saw what, what is stored, and what they can end. */
@DisplayName("A person's own pages")
class OwnPagesTest extends PageTestCase {

    private static PersonScene scene;

    @BeforeAll
    static void play() {
        scene = PersonScene.play(STACK);
    }

    private Visitor loggedIn(Visitor visitor) {
        return visitor.open("consent", "/app/more").logIn(scene.username(), scene.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "ar"})
    @DisplayName("R33 Each page reads well on a small telephone and on a desktop")
    void everyPage(String language) {
        for (Screen screen : Screen.values()) {
            Visitor visitor = loggedIn(visitor(screen, language));
            visitor.check("own-more");
            for (String page : List.of("consents", "accesses", "data", "logins", "cases", "papers", "help",
                    "notifications")) {
                visitor.open("consent", "/app/" + page).check("own-" + page);
            }
            visitor.open("consent", "/app/consents/" + scene.granted()).check("own-consent");
            visitor.open("consent", "/app/consents/" + scene.granted() + "/withdrawal").check("own-withdrawal");
            visitor.open("consent", "/app/consents/" + scene.withdrawn() + "/withdrawal").check("own-withdrawal-over");
            visitor.open("consent", "/app/enforcements/" + scene.ended()).check("own-enforcement");
            visitor.open("consent", "/app/accesses");
            visitor.page().locator("div.card a").first().click();
            visitor.check("own-access");
            visitor.open("consent", "/app/cases");
            visitor.page().click("main form button");
            visitor.check("own-code");
        }
    }

    @Test
    @DisplayName("Art. 7(3) Taken back without a script, in one tap from its page, and seen as enforced")
    void takenBackWithoutScript() {
        PersonScene other = PersonScene.play(STACK);
        Visitor visitor = visitorWithoutScript(Screen.PHONE, "de").open("consent",
                "/app/consents/" + other.granted() + "/withdrawal");
        visitor.logIn(other.username(), other.password());

        visitor.page().click("main form button");

        assertThat(visitor.path()).startsWith("/app/enforcements/");
        visitor.page().locator("h1", new com.microsoft.playwright.Page.LocatorOptions().setHasText("Zurückgenommen"))
                .waitFor();
        visitor.check("own-taken-back");
        visitor.open("consent", "/app/consents/" + other.granted());
        assertThat(visitor.page().locator(".status").first().textContent()).isEqualTo("Zurückgenommen");
    }

    @ParameterizedTest
    @CsvSource({"de, PHONE", "ar, DESKTOP"})
    @DisplayName("R9 R33 A source is released from secrecy on the page of the consent, without a script, and taken back there with one tap")
    void releasedAndTakenBack(String language, Screen screen) {
        PersonScene other = PersonScene.play(STACK);
        String page = "/app/consents/" + other.granted();
        Visitor visitor = visitorWithoutScript(screen, language).open("consent", page);
        visitor.logIn(other.username(), other.password()).check("own-release");
        String form = "form[action='" + page + "/secrecy-releases/" + PersonScene.SOURCE + "']";
        assertThat(visitor.page().locator("[data-release]").getAttribute("lang")).isEqualTo(language);
        assertThat(visitor.page().locator("[data-release]").textContent()).contains("Psychosoziales Zentrum", "§ 203");

        visitor.page().click(form + " button");
        visitor.check("own-release-not-ticked");
        assertThat(visitor.page().locator("[role=alert] a").getAttribute("href"))
                .isEqualTo("#release-" + PersonScene.SOURCE);
        visitor.page().click("label[for='release-" + PersonScene.SOURCE + "']");
        visitor.page().click(form + " button");

        assertThat(visitor.path()).isEqualTo(page);
        visitor.check("own-released");
        assertThat(visitor.page().locator(form).count()).isZero();
        visitor.page().click("form[action$='/withdrawal'] button");
        assertThat(visitor.path()).startsWith("/app/enforcements/");
        visitor.check("own-release-taken-back");
        visitor.open("consent", page).check("own-release-ended");
        assertThat(visitor.page().locator(form).count()).isOne();
        assertThat(visitor.page()
                .locator("h3", new com.microsoft.playwright.Page.LocatorOptions().setHasText("Psychosoziales Zentrum"))
                .count()).as("among what can be released, and in the history").isEqualTo(2);
    }

    @Test
    @DisplayName("R33 A code is made by keyboard alone, and the focus is seen")
    void byKeyboard() {
        Visitor visitor = loggedIn(visitor(Screen.DESKTOP, "de")).open("consent", "/app/cases/code");
        Locator button = visitor.page().locator("main form button");
        for (int i = 0; i < 40 && !(Boolean) button.evaluate("button => button === document.activeElement"); i++) {
            visitor.page().keyboard().press("Tab");
        }
        assertThat(button.evaluate("button => getComputedStyle(button).outlineStyle")).isEqualTo("solid");

        visitor.page().keyboard().press("Enter");

        assertThat(visitor.page().locator(".code").textContent()).matches("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}");
    }
}
