package de.handschlag.consent.receipt;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;

import de.handschlag.consent.consentrecord.ConsentsMessages;
import de.handschlag.consent.paper.PaperPress;

/** Writes a receipt in one of its forms. */
@ApplicationScoped
class ReceiptWriter {

    private final ReceiptKeys keys;
    private final PaperPress press;

    ReceiptWriter(ReceiptKeys keys, PaperPress press) {
        this.keys = keys;
        this.press = press;
    }

    byte[] write(Receipt receipt, ReceiptForm form) {
        return switch (form) {
            case JSON_LD -> jsonLd(receipt);
            case FHIR -> FhirReceipt.of(receipt).toString().getBytes(StandardCharsets.UTF_8);
            case SIGNED -> keys.sign(jsonLd(receipt), "ld+json").getBytes(StandardCharsets.US_ASCII);
            case PDF -> PdfReceipt.of(receipt,
                    MessageBundles.get(ConsentsMessages.class, Localized.Literal.of(receipt.language().tag())), press);
        };
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
