package de.handschlag.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

@QuarkusTest
@TestProfile(PageTestSettings.class)
class FrameTest {

    private static Response get(String path, String language) {
        return given().redirects().follow(false).cookie("hs-language", language).get(path);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R33 Every page in every language has language, direction, one heading and its landmarks, and no inline style or script")
    void everyLanguage(PageLanguage language) {
        Response answer = get("/app/styleguide", language.tag());
        Document page = Jsoup.parse(answer.asString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(answer.header("Content-Language")).isEqualTo(language.tag());
        assertThat(answer.header("Vary")).contains("Cookie", "Accept-Language");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Referrer-Policy")).as("with no-referrer, forms come from nowhere")
                .isEqualTo("same-origin");
        assertThat(answer.headers().getValues("Content-Security-Policy")).singleElement().asString()
                .contains("default-src 'none'", "form-action 'self' http://issuer.example;", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo(language.tag());
        assertThat(page.selectFirst("html").attr("dir")).isEqualTo(language.dir());
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("body > header, body > main#main, body > footer")).hasSize(3);
        assertThat(page.select("nav")).allSatisfy(nav -> assertThat(nav.attr("aria-label")).isNotBlank());
        assertThat(page.select("script, style, [style], [onclick], [onload]")).isEmpty();
        assertThat(page.select("body").text()).doesNotContain("{", "NOT_FOUND");
        assertThat(page.select("label")).isNotEmpty()
                .allSatisfy(label -> assertThat(page.getElementById(label.attr("for"))).isNotNull());
        assertThat(page.select("[aria-describedby]")).isNotEmpty()
                .allSatisfy(input -> assertThat(List.of(input.attr("aria-describedby").strip().split(" ")))
                        .allSatisfy(id -> assertThat(page.getElementById(id)).as(id).isNotNull()));
    }

    @Test
    @DisplayName("R31 The menu has each language by its own name, marked as what it is, without turning the row round")
    void languageMenu() {
        Document page = Jsoup.parse(get("/app/styleguide?x=1", "fa").asString());

        assertThat(page.select(".languages li a")).hasSize(15)
                .allSatisfy(link -> assertThat(link.hasAttr("dir")).isFalse());
        assertThat(page.select(".languages li bdi").eachAttr("lang"))
                .containsExactlyElementsOf(List.of(PageLanguage.values()).stream().map(PageLanguage::tag).toList());
        assertThat(page.selectFirst(".languages [aria-current]").text()).isEqualTo("فارسی");
    }

    @Test
    @DisplayName("A chosen language is kept in a cookie of the pages, and no address carries it")
    void choosing() {
        Response answer = given().urlEncodingEnabled(false).redirects().follow(false)
                .get("/app/styleguide?a=1&language=kmr&b=%C3%A4");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/app/styleguide?a=1&b=%C3%A4").doesNotContain("language");
        assertThat(answer.header("Set-Cookie")).contains("hs-language=ku;", "Path=/app", "HTTPOnly", "SameSite=Lax",
                "Secure");
    }

    @Test
    @DisplayName("An unknown language changes nothing")
    void unknownLanguage() {
        Response answer = given().redirects().follow(false).header("Accept-Language", "xx, uk")
                .cookie("hs-language", "nonsense").get("/app/styleguide?language=zz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Language")).isEqualTo("uk");
        assertThat(answer.headers().getValues("Set-Cookie")).isEmpty();
        assertThat(Jsoup.parse(answer.asString()).selectFirst(".lead").text()).contains("Ви вирішуєте");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//elsewhere.example/../../app/styleguide?language=ar", "/app//styleguide?language=ar",
            "/app/../app/styleguide?language=ar"})
    @DisplayName("No spelling of an address makes the change of language lead to another host")
    void noOpenRedirect(String address) {
        Response answer = given().urlEncodingEnabled(false).redirects().follow(false).get(address);

        assertThat(answer.statusCode()).isIn(303, 400, 404);
        if (answer.statusCode() == 303) {
            assertThat(answer.header("Location")).matches("(http://localhost:\\d+)?/app/.*");
        }
    }

    @Test
    @DisplayName("The cookie counts more than what the browser prefers; a language that pages do not have does not count")
    void cookieBeforeHeader() {
        assertThat(given().cookie("hs-language", "so").header("Accept-Language", "en").get("/app/styleguide")
                .header("Content-Language")).isEqualTo("so");
        assertThat(given().header("Accept-Language", "prs").get("/app/styleguide").header("Content-Language"))
                .isEqualTo("fa");
        assertThat(given().get("/app/styleguide").header("Content-Language")).isEqualTo("de");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"403 | لا يُسمح لك", "409 | تغيّر شيء", "429 | المحاولات", "503 | غير ممكن",
            "500 | حدث خطأ"})
    @DisplayName("A page's problem is a page: in the reader's language, with what to do next and without the detail")
    void problems(int status, String heading) {
        Response answer = get("/app/sample/problem/" + status, "ar");
        Document page = Jsoup.parse(answer.asString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWithIgnoringCase("text/html");
        assertThat(page.selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(page.select("h1").text()).as(answer.asString()).contains(heading);
        assertThat(page.selectFirst("main .lead").text()).isNotBlank();
        assertThat(page.text()).doesNotContain("secret detail");
        assertThat(answer.header("Content-Security-Policy")).contains("style-src 'self'");
        if (status == 429) {
            assertThat(answer.header("Retry-After")).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /app/nowhere, 404", "GET, /app/sample/problem/x, 404", "DELETE, /app/styleguide, 405"})
    @DisplayName("So is what the framework refuses below /app")
    void frameworksProblems(String method, String path, int status) {
        Response answer = given().header("Sec-Fetch-Site", "same-origin").request(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWithIgnoringCase("text/html");
        assertThat(Jsoup.parse(answer.asString()).select("h1")).hasSize(1);
    }

    @Test
    @DisplayName("Elsewhere a problem stays a document")
    void documentsStay() {
        Response answer = given().get("/v1/nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    @DisplayName("A form that is wrong comes back with a summary that leads to the fields, and with what was typed")
    void wrongForm() {
        Response answer = given().cookie("hs-language", "en").header("Sec-Fetch-Site", "same-origin")
                .formParam("typed", "<b>ü</b>").post("/app/styleguide");
        Document page = Jsoup.parse(answer.asString());
        Element field = page.getElementById("reference-en");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(page.selectFirst("[role=alert] a").attr("href")).isEqualTo("#reference-en");
        assertThat(field.attr("aria-invalid")).isEqualTo("true");
        assertThat(field.attr("value")).isEqualTo("<b>ü</b>");
        assertThat(page.select("main b")).isEmpty();
    }

    @Test
    @DisplayName("A form that is right leads to a page, so that going back sends nothing again")
    void rightForm() {
        assertThat(given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin").post("/app/sample")
                .statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("The style sheet is small, kept for ever under an address that changes with it, and knows neither left nor right")
    void styleSheet() throws IOException {
        String address = Jsoup.parse(get("/app/styleguide", "de").asString()).selectFirst("link[rel=stylesheet]")
                .attr("href");
        Response css = given().get(address);

        assertThat(css.statusCode()).isEqualTo(200);
        assertThat(css.contentType()).startsWithIgnoringCase("text/css");
        assertThat(css.headers().getValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(css.asByteArray()).hasSizeLessThan(13_000);
        assertThat(css.asString()).doesNotContainPattern("(?<![-\\w])(left|right)\\b")
                .doesNotContainPattern("(margin|padding|border)-(top|bottom|left|right)")
                .doesNotContain("url(", "@import");
        assertThat(given().get(address.replaceFirst("/frame/\\w+/", "/frame/0/")).header("Cache-Control"))
                .isEqualTo("no-cache");
        assertThat(given().get("/app/frame/0/other.css").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("R32 A translation that nobody has approved says so on every page, and leads to the German text; German says nothing")
    void unapprovedTranslation() {
        assertThat(Jsoup.parse(get("/app/styleguide", "tr").asString()).selectFirst("main > p").text())
                .contains("makine", "Deutsch");
        assertThat(Jsoup.parse(get("/app/styleguide", "de").asString()).selectFirst("main").text())
                .doesNotContain("Maschine");
        assertThat(Jsoup.parse(get("/app/styleguide", "de-simple").asString()).selectFirst("main").text())
                .doesNotContain("Maschine");
        assertThat(Jsoup.parse(get("/app/styleguide", "ar").asString()).select("footer a").eachAttr("href"))
                .containsExactly("/app/simple", "/app/accessibility", "/app/privacy");
    }

    @Test
    @DisplayName("The bare address leads to the start page")
    void bareAddress() {
        Response answer = given().redirects().follow(false).get("/");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/app/start");
    }

    @Test
    @DisplayName("Who leaves quickly is logged out first, and ends where anybody could be")
    void leaving() {
        assertThat(given().redirects().follow(false).get("/app/leave").header("Location"))
                .isEqualTo("https://elsewhere.example/");

        Response first = given().redirects().follow(false).cookie("q_session_web", "x").get("/app/leave");
        assertThat(first.header("Location")).endsWith("/app/logout");
        assertThat(first.header("Set-Cookie")).contains("hs-leaving=1", "Max-Age=60");
        assertThat(given().redirects().follow(false).cookie("hs-leaving", "1").get("/app/start").header("Location"))
                .isEqualTo("https://elsewhere.example/");
    }

    @ParameterizedTest
    @CsvSource({"/app/requests/1-a, /app/requests/1-a", "//elsewhere.example, /app",
            "https://elsewhere.example/app, /app", "/app/../v1, /app", "/app?x=1, /app", "/application, /app",
            ", /app"})
    @DisplayName("Whose login has ended by time is told so, and led back to where they were and nowhere else")
    void endedByTime(String asked, String back) {
        Response answer = asked == null ? given().get("/app/ended") : given().queryParam("to", asked).get("/app/ended");
        Document page = Jsoup.parse(answer.asString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select("h1").text()).isEqualTo("Wir haben Sie abgemeldet");
        assertThat(page.select("main a.button").attr("href")).isEqualTo(back);
        assertThat(answer.header("Set-Cookie")).contains("hs-in=", "Max-Age=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/logout", "/app/ended"})
    @DisplayName("What the browser remembers of a login goes with it, and the language stays")
    void forgottenWithTheLogin(String end) {
        List<String> set = given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin")
                .cookie("hs-login-acting", "x").cookie("hs-language", "ar").get(end).headers().getValues("Set-Cookie");

        assertThat(set).anyMatch(cookie -> cookie.startsWith("hs-login-acting=;") && cookie.contains("Max-Age=0;")
                && cookie.contains("Path=/app;")).noneMatch(cookie -> cookie.startsWith("hs-language"));
    }

    @Test
    @DisplayName("Nobody is shown a login unless a demonstration is played")
    void noDemonstration() {
        assertThat(Jsoup.parse(get("/app/styleguide", "de").asString()).select("main").text())
                .doesNotContain("Vorführung", "Passwort");
    }

    @Test
    @DisplayName("Every text of the frame is there in every language")
    void texts() throws IOException {
        for (PageLanguage language : PageLanguage.values()) {
            String file = "/messages/frame_" + language.tag().replace('-', '_') + ".properties";
            assertThat(new String(FrameTest.class.getResourceAsStream(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.matches("\\w+=.+"))).as(file).isEmpty();
        }
    }
}
