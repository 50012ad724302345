package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import de.handschlag.page.PageLanguage;
import de.handschlag.systemtest.PersonScene;

/**
 * Every page of a person in every language: with much on it, with nothing on it, and with a mistake in what was typed. Once on a
 * small telephone, with axe and pictures in three of the languages; {@code -Dtests.at-length=true} has it go on a desktop as well, with
 * both in all of them.
 */
@Tag("walk")
@DisplayName("R31 R33 A walk over a person's pages")
class WalkTest extends PageTestCase {

    private static final List<Screen> SCREENS = Visitor.ALL ? List.of(Screen.values()) : List.of(Screen.PHONE);
    /** One from left to right, one from right to left, one in Ethiopic script. */
    private static final Set<PageLanguage> THOROUGHLY = Set.of(PageLanguage.GERMAN, PageLanguage.ARABIC,
            PageLanguage.TIGRINYA);
    private static final List<String> PUBLIC = List.of("start", "nowhere", "ended", "simple", "accessibility",
            "privacy");
    private static final List<String> FULL = List.of("more", "consents", "accesses", "data", "logins", "cases",
            "cases/code", "papers", "help", "complaints", "corrections", "notifications");
    private static final List<String> EMPTY = List.of("children", "confidential", "consents", "accesses", "data",
            "logins", "cases", "complaints", "corrections");
    /** Two words of four letters or more: what may be the same in two languages is shorter. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{L}{4,}[^\\p{L}]+(?:.*[^\\p{L}])?\\p{L}{4,}");

    private static PersonScene scene;
    private static final Set<String> GERMAN = new HashSet<>();

    @BeforeAll
    static void play() {
        scene = PersonScene.play(STACK);
    }

    /** German first: what is found there again later is not translated. */
    static Stream<PageLanguage> languages() {
        return Arrays.stream(PageLanguage.values());
    }

    @ParameterizedTest
    @MethodSource("languages")
    @DisplayName("Accessible, right in direction, without sideways scrolling, and nothing of it left in German")
    void walks(PageLanguage language) {
        for (Screen screen : SCREENS) {
            empty(visitor(screen, language.tag()));
            full(visitor(screen, language.tag()));
        }
    }

    private void empty(Visitor visitor) {
        for (String page : PUBLIC) {
            visit(visitor, page);
        }
        visitor.open("consent", "/app");
        look(visitor, "login");
        visitor.logIn("nobody", "wrong");
        look(visitor, "login-wrong");
        visitor.logIn(user("data-subject", Map.of()), PASSWORD);
        look(visitor, "code");
        visitor.page().fill("#code", "1234");
        visitor.page().click("form .actions button");
        look(visitor, "code-wrong");
        visitor.page().click("button[name=begin]");
        look(visitor, "empty-home");
        for (String page : EMPTY) {
            visitor.open("consent", "/app/" + page);
            look(visitor, "empty-" + page);
        }
    }

    private void full(Visitor visitor) {
        visitor.open("consent", "/app").logIn(scene.username(), scene.password());
        look(visitor, "home");
        String request = visitor.page().locator("a[href^='/app/requests/']").first().getAttribute("href");
        for (String page : FULL) {
            visit(visitor, page);
        }
        visit(visitor, "consents/" + scene.granted(), "consent");
        visit(visitor, "consents/" + scene.granted() + "/withdrawal", "withdrawal");
        visit(visitor, "consents/" + scene.withdrawn() + "/withdrawal", "withdrawal-over");
        visit(visitor, "enforcements/" + scene.ended(), "enforcement");
        visitor.open("consent", "/app/accesses").page().locator("div.card a").first().click();
        look(visitor, "access");
        visitor.open("consent", visitor.path() + "/complaint");
        look(visitor, "complaint");
        visitor.page().click("main form .actions button");
        look(visitor, "complaint-empty");
        visit(visitor, "data/phone/meldebehoerde-pages/correction", "correction");
        visitor.page().click("main form .actions button");
        look(visitor, "correction-empty");
        visitor.page().check("#wish-change");
        visitor.page().click("main form .actions button");
        look(visitor, "correction-text");
        visitor.page().fill("#right", "+49 30 1");
        visitor.page().click("main form .actions button");
        look(visitor, "correction-restrict");
        visitor.open("consent", request + "/preview");
        look(visitor, "preview");
        visitor.open("consent", request);
        look(visitor, "request");
        visitor.page().click("button[value=yes]");
        look(visitor, "request-nothing-ticked");
    }

    private static void visit(Visitor visitor, String page) {
        visit(visitor, page, page.replace('/', '-'));
    }

    private static void visit(Visitor visitor, String page, String name) {
        visitor.open("consent", "/app/" + page);
        look(visitor, name);
    }

    private static void look(Visitor visitor, String name) {
        visitor.checkForm("walk-" + name);
        if (Visitor.ALL || THOROUGHLY.contains(visitor.language())) {
            visitor.checkThoroughly("walk-" + name);
        }
        List<String> sentences = visitor.ownTexts().stream().filter(text -> SENTENCE.matcher(text).find()).toList();
        if (visitor.language() == PageLanguage.GERMAN) {
            GERMAN.addAll(sentences);
        } else if (visitor.language() != PageLanguage.PLAIN_GERMAN) {
            assertThat(sentences).as(name + " in " + visitor.language()).noneMatch(GERMAN::contains);
        }
    }
}
