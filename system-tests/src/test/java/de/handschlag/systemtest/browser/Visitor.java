package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ForcedColors;

import de.handschlag.deploy.stack.LocalStack;
import de.handschlag.page.PageLanguage;

/** Somebody with a browser of their own: nothing is in it but the language that they have chosen. */
public final class Visitor implements AutoCloseable {

    /** What stands on the page in the page's own language: neither values nor what is said to be in another one. */
    private static final String OWN_TEXTS = """
            () => {
              const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                if (parent.closest('[lang]') === document.documentElement
                    && !parent.closest('script, style, bdi, code, .languages')) {
                  texts.push(walker.currentNode.textContent.trim());
                }
              }
              return texts.filter(text => text);
            }""";
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
            "best-practice");
    static final boolean ALL = Boolean.getBoolean("tests.at-length");
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final Path PICTURES = Path.of("target/pictures");

    private final LocalStack stack;
    private final Screen screen;
    private final String language;
    private final boolean script;
    private final BrowserContext context;
    private final Page page;
    private final List<String> foreign = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();

    Visitor(LocalStack stack, Screen screen, String language, boolean script, boolean forcedColors) {
        this.stack = stack;
        this.screen = screen;
        this.language = language;
        this.script = script;
        com.microsoft.playwright.Browser.NewContextOptions options = new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height).setJavaScriptEnabled(script)
                // What the browser itself prefers must not matter to somebody who has chosen.
                .setLocale("en");
        if (forcedColors) {
            options.setForcedColors(ForcedColors.ACTIVE);
        }
        context = Chromium.get().newContext(options);
        context.addCookies(List.of(new Cookie("hs-language", language).setDomain("localhost").setPath("/app")));
        page = context.newPage();
        List<String> own = Stream
                .concat(Stream.of("consent", "registry", "audit").map(stack::url), Stream.of(stack.keycloak().url()))
                .toList();
        page.onRequest(request -> {
            if (own.stream().noneMatch(origin -> request.url().startsWith(origin + "/"))
                    && !request.url().startsWith("data:")) {
                foreign.add(request.url());
            }
        });
        page.onConsoleMessage(message -> {
            // A page that is a problem has the status of one, which the browser says aloud.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        CDPSession network = context.newCDPSession(page);
        network.send("Network.enable");
        network.on("Network.loadingFinished",
                (JsonObject event) -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
    }

    /** The browser's page, for whatever only one test does. */
    public Page page() {
        return page;
    }

    /** Types an address of a service: consent, registry or audit. */
    public Visitor open(String service, String path) {
        page.navigate(stack.url(service) + path);
        return this;
    }

    /** Fills in the login that the page has led to. */
    public Visitor logIn(String username, String password) {
        page.fill("#username", username);
        page.fill("#password", password);
        page.click("[type=submit]");
        return this;
    }

    /** Follows what has this text. */
    public Visitor follow(String text) {
        page.locator("a, button, summary").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(text))
                .first().click();
        return this;
    }

    /** What they chose to read. */
    public PageLanguage language() {
        return PageLanguage.of(language).orElseThrow();
    }

    /** Texts of the page that are in its language, without values. */
    @SuppressWarnings("unchecked")
    public List<String> ownTexts() {
        return (List<String>) page.evaluate(OWN_TEXTS);
    }

    /** Bytes that came over the wire since this was asked last. */
    public long bytes() {
        return bytes.getAndSet(0);
    }

    /** The path of the page that is seen. */
    public String path() {
        return URI.create(page.url()).getPath();
    }

    /**
     * Holds what is seen against what all pages promise (R33): with axe where it is seen for the first time, and everywhere with a picture
     * beside it with {@code -Dtests.at-length=true}.
     *
     * @param name of what is seen, without language and size
     */
    public Visitor check(String name) {
        checkForm(name);
        if (ALL) {
            return checkThoroughly(name);
        }
        return SEEN.add(name) ? checkAccessibility(name) : this;
    }

    /** Has axe look at it, and keeps a picture in {@code target/pictures}, which takes as long as all else together. */
    Visitor checkThoroughly(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(named(name) + ".png")).setFullPage(true));
        return checkAccessibility(name);
    }

    private Visitor checkAccessibility(String name) {
        if (script) {
            assertThat(new AxeBuilder(page).withTags(RULES).setLegacyMode(true).analyze().getViolations())
                    .as(named(name) + " is accessible as far as axe can tell")
                    .extracting(rule -> rule.getId() + ": " + rule.getNodes()).isEmpty();
        }
        return this;
    }

    private String named(String name) {
        return name + "-" + language + "-" + screen;
    }

    /** What {@link #check} does everywhere. */
    public Visitor checkForm(String name) {
        String what = named(name);
        assertThat(foreign).as(what + " asks nobody else").isEmpty();
        assertThat(complaints).as(what + " is what its own policy allows").isEmpty();
        assertThat(page.locator("html").getAttribute("lang")).as(what).isEqualTo(language);
        assertThat(page.locator("html").getAttribute("dir")).as(what)
                .isEqualTo(PageLanguage.of(language).orElseThrow().dir());
        assertThat(page.locator("h1").count()).as(what + " has one heading").isOne();
        assertThat(page.content()).as(what + " shows no template").doesNotContain("{frame:", "NOT_FOUND");
        if (script) {
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as(what + " needs no sideways scrolling").isLessThanOrEqualTo(screen.width);
        }
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
