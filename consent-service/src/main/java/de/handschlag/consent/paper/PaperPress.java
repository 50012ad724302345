package de.handschlag.consent.paper;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.Startup;

import de.handschlag.page.PageLanguage;
import de.handschlag.problem.ProblemType;

/** Prints papers, some at a time. */
@Singleton
@Startup // A Java that cannot shape letters stops the start.
public class PaperPress {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore printing = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final TextShaper shaper = new TextShaper();
    private final ZoneId timeZone;

    /** @param timeZone in which points in time are shown: that of the pages */
    @Inject
    public PaperPress(
            @ConfigProperty(name = "handschlag.pages.time-zone", defaultValue = "Europe/Berlin") ZoneId timeZone) {
        this.timeZone = timeZone;
    }

    /**
     * A PDF. Setting its letters takes a processor for a moment. So many at once leave the others to decisions and withdrawals,
     * however often somebody asks.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if others are still being printed after a while
     */
    public byte[] print(String title, PageLanguage language, Instant madeAt, Consumer<Paper> content) {
        try {
            if (!printing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemType.UNAVAILABLE.retryAfter(5, "Many papers are being printed at the moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemType.UNAVAILABLE.retryAfter(5, "The service is stopping.");
        }
        try (TaggedPdf pdf = new TaggedPdf(shaper, title, language, madeAt)) {
            Paper paper = new Paper(pdf, language, timeZone);
            paper.title(title);
            content.accept(paper);
            return pdf.toBytes();
        } finally {
            printing.release();
        }
    }
}
