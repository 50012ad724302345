package de.handschlag.consent.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.runtime.Startup;

import de.handschlag.consent.consentrecord.ConsentsMessages;
import de.handschlag.problem.ProblemType;

/** Writes a receipt in one of its forms. */
@ApplicationScoped
@Startup // A Java that cannot write one stops the start.
class ReceiptWriter {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore setting = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final ReceiptKeys keys;
    private final ReceiptSettings settings;
    private final TextShaper shaper = new TextShaper();

    ReceiptWriter(ReceiptKeys keys, ReceiptSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    byte[] write(Receipt receipt, ReceiptForm form) {
        return switch (form) {
            case JSON_LD -> jsonLd(receipt);
            case FHIR -> FhirReceipt.of(receipt).toString().getBytes(StandardCharsets.UTF_8);
            case SIGNED -> keys.sign(jsonLd(receipt), "ld+json").getBytes(StandardCharsets.US_ASCII);
            case PDF -> pdf(receipt);
        };
    }

    /**
     * Setting the letters of a PDF takes a processor for a moment. So many at once leave the others to decisions and withdrawals,
     * however often somebody asks.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if others are still being set after a while
     */
    private byte[] pdf(Receipt receipt) {
        try {
            if (!setting.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemType.UNAVAILABLE.retryAfter(5, "Many receipts are being written at the moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemType.UNAVAILABLE.retryAfter(5, "The service is stopping.");
        }
        try {
            return PdfReceipt.of(receipt,
                    MessageBundles.get(ConsentsMessages.class, Localized.Literal.of(receipt.language().tag())),
                    settings.timeZone(), shaper);
        } finally {
            setting.release();
        }
    }

    private static byte[] jsonLd(Receipt receipt) {
        return DpvReceipt.of(receipt).toString().getBytes(StandardCharsets.UTF_8);
    }

    Response answer(Receipt receipt, ReceiptForm form) {
        return Response.ok(write(receipt, form), form.mediaType())
                .header(HttpHeaders.CONTENT_LANGUAGE, receipt.language().tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + form.fileName() + "\"").build();
    }
}
