package de.handschlag.systemtest.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/** The machine's own Chromium, started once for all browser tests and ended with the JVM. Nothing is downloaded. */
final class Chromium {

    /** Chromium without its windows draws the same pages for less than half the processor time. */
    private static final Path WITHOUT_WINDOWS = Path.of("/usr/bin/chromium-headless-shell");
    private static final Path PROGRAM = Path.of(Objects.requireNonNullElseGet(System.getenv("HANDSCHLAG_CHROMIUM"),
            () -> Files.isExecutable(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS.toString() : "/usr/bin/chromium"));

    private static Browser running;

    private Chromium() {}

    static synchronized Browser get() {
        if (running == null) {
            if (!Files.isExecutable(PROGRAM)) {
                throw new IllegalStateException("Browser tests need Chromium and fonts for all scripts; there is no "
                        + PROGRAM
                        + ". Debian: apt install chromium-headless-shell fonts-noto-core, or name a program in HANDSCHLAG_CHROMIUM.");
            }
            Playwright playwright = Playwright
                    .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            running = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        }
        return running;
    }
}
