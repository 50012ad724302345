package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;

import de.handschlag.deploy.demonstration.Amira;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.stack.StackPorts;
import de.handschlag.deploy.stack.StackState;

/** Makes the README's pictures of the demonstration that deploy/run runs in another terminal. See CONTRIBUTING for the command. */
@Tag("pictures")
@DisplayName("Pictures for the README")
class ReadmePicturesTest {

    private static final Path ROOT = ProjectLayout.find().root();
    private static final Path PICTURES = ROOT.resolve("docs/pictures");
    private static final StackState STATE = new StackState(
            Path.of(System.getProperty("handschlag.state", ROOT.resolve(".handschlag").toString())));

    @BeforeAll
    static void theDemonstrationRuns() {
        assertThat(Files.exists(STATE.demonstration()))
                .as("run deploy/run in another terminal first: no demonstration is loaded in " + STATE.directory())
                .isTrue();
    }

    @Test
    @DisplayName("A person's request in Arabic, on a telephone")
    void request() {
        take("person-request-ar", 390, 844, "ar", "consent", Amira.USERNAME, "login.persons",
                page -> page.click("a[href^='/app/requests/']"));
    }

    @Test
    @DisplayName("Who saw what, in German")
    void accesses() {
        take("person-accesses-de", 390, 844, "de", "consent", Amira.USERNAME, "login.persons",
                page -> page.click("a[href='/app/accesses']"));
    }

    @Test
    @DisplayName("A case at the Jobcenter")
    void officeCase() {
        take("office-case-de", 1280, 860, "de", "registry", "caseworker", "login.caseworker", page -> {
            page.fill("#caseReference", Amira.READING_CASE);
            page.selectOption("#purpose", "case-management");
            page.click("main form button");
        });
    }

    @Test
    @DisplayName("What waits for the data-protection officer")
    void inbox() {
        take("officer-inbox-de", 1280, 860, "de", "audit", "dpo", "login.dpo", _ -> {});
    }

    private static void take(String name, int width, int height, String language, String service, String username,
            String secret, Consumer<Page> way) {
        String address = "http://localhost:" + StackPorts.remembered(STATE.ports()).of(service);
        try (BrowserContext context = Chromium.get().newContext(
                new NewContextOptions().setViewportSize(width, height).setDeviceScaleFactor(1.5).setLocale("en"))) {
            context.addCookies(List.of(new Cookie("hs-language", language).setDomain("localhost").setPath("/app")));
            Page page = context.newPage();
            page.navigate(address + "/app");
            page.fill("#username", username);
            page.fill("#password", STATE.secrets().get(secret));
            page.click("[type=submit]");
            page.waitForURL(address + "/app**");
            way.accept(page);
            page.waitForLoadState();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(page.locator("h1").count()).isOne();
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        }
    }
}
