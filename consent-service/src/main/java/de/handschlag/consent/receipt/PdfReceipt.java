package de.handschlag.consent.receipt;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.ConsentsMessages;
import de.handschlag.consent.consentrecord.DecidedConsent;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticePart;
import de.handschlag.consent.receipt.TaggedPdf.Style;
import de.handschlag.page.PageLanguage;

/** A receipt to print and keep, in the words of the person's page about the record. */
final class PdfReceipt {

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String NOTICES_TITLE = "title";

    private final Receipt receipt;
    private final DecidedConsent consent;
    private final ConsentsMessages words;
    private final ZoneId timeZone;
    private final TaggedPdf pdf;

    private PdfReceipt(Receipt receipt, ConsentsMessages words, ZoneId timeZone, TaggedPdf pdf) {
        this.receipt = receipt;
        this.consent = receipt.consent();
        this.words = words;
        this.timeZone = timeZone;
        this.pdf = pdf;
    }

    /** @param words in the receipt's language */
    static byte[] of(Receipt receipt, ConsentsMessages words, ZoneId timeZone, TextShaper shaper) {
        try (TaggedPdf pdf = new TaggedPdf(shaper, words.receipt(), receipt.language(), receipt.madeAt())) {
            new PdfReceipt(receipt, words, timeZone, pdf).write();
            return pdf.toBytes();
        }
    }

    private void write() {
        pdf.text(Style.TITLE, words.receipt());
        pdf.text(Style.TEXT, standing());
        fact(words.office(), receipt.agency().name());
        if (receipt.agency().contact() != null) {
            pdf.verbatim(receipt.agency().contact());
        }
        pdf.text(Style.LABEL, words.purpose());
        named(receipt.purpose());
        if (receipt.plainly() != null) {
            named(receipt.plainly());
        }
        items(receipt.state() == Receipt.State.GIVEN ? words.allowed() : words.wasAllowed(), receipt.granted());
        items(words.notAllowed(), receipt.notGranted());
        items(words.explicit(), receipt.granted().stream().filter(Receipt.Item::explicit).toList());
        pdf.text(Style.LABEL, words.basis());
        pdf.text(Style.TEXT, consent.legalBasis(), PageLanguage.GERMAN);
        fact(words.reference(), consent.caseReference());
        history();
        notice();
        fact(words.receipt(), receipt.id().toString());
        moment(words.receiptMade(), receipt.madeAt());
        code();
    }

    private String standing() {
        return switch (receipt.state()) {
            case GIVEN -> words.given();
            case REFUSED -> words.refused();
            case WITHDRAWN -> words.withdrawn();
            case EXPIRED -> words.expired();
            case REPLACED -> words.replaced();
            case INVALIDATED -> words.invalidated();
        };
    }

    private void fact(String label, String value) {
        pdf.text(Style.LABEL, label);
        pdf.verbatim(value);
    }

    private void items(String label, List<Receipt.Item> items) {
        if (!items.isEmpty()) {
            pdf.text(Style.LABEL, label);
            items.forEach(item -> named(item.name()));
        }
    }

    /** The German word stands beneath the one in another language, because it is the one on the office's door and forms. */
    private void named(Named named) {
        pdf.text(Style.TEXT, named.label(), PageLanguage.of(named.language()).orElse(PageLanguage.GERMAN));
        if (named.german() != null) {
            pdf.text(Style.LABEL, named.german(), PageLanguage.GERMAN);
        }
    }

    private void history() {
        pdf.text(Style.HEADING, words.history());
        moment(words.asked(), consent.requestedAt());
        moment(words.decided(), consent.decidedAt());
        moment(words.until(), consent.expiresAt());
        moment(words.ended(), consent.endedAt());
        if (consent.replacedBy() != null) {
            fact(words.newer(), consent.replacedBy().toString());
        }
    }

    /** Day and time in words of the receipt's language, with European digits and 24 hours as on the pages. */
    private void moment(String label, @Nullable Instant instant) {
        if (instant != null) {
            pdf.text(Style.LABEL, label);
            pdf.text(Style.TEXT,
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(receipt.language().locale())
                            .withZone(timeZone).format(instant) + (receipt.language().isRightToLeft() ? "، " : ", ")
                            + TIME_OF_DAY.withZone(timeZone).format(instant));
        }
    }

    /** Letter by letter what the person read. */
    private void notice() {
        Notice read = consent.notice();
        if (read == null) {
            return;
        }
        PageLanguage language = PageLanguage.of(read.language().tag()).orElse(PageLanguage.GERMAN);
        pdf.text(Style.HEADING, words.readTitle());
        pdf.beginSection(language);
        for (NoticePart part : read.parts()) {
            Style style = part.element().equals(NOTICES_TITLE) ? Style.SUBHEADING : Style.TEXT;
            part.text().lines().filter(line -> !line.isBlank()).forEach(line -> pdf.text(style, line, language));
        }
        pdf.endSection();
        pdf.text(Style.HEADING, words.proof());
        fact(words.version(), read.version());
        fact(words.language(), read.language().tag());
        fact(words.hash(), read.hash());
    }

    /** Leads to the login, and then to the withdrawal or the record: whoever finds the paper can do nothing with it. */
    private void code() {
        boolean given = receipt.state() == Receipt.State.GIVEN;
        String address = (given ? receipt.withdrawal() : receipt.page()).toString();
        String hint = given ? words.receiptScan() : words.receiptLook();
        pdf.text(Style.TEXT, hint);
        pdf.qrCode(address, hint);
        pdf.verbatim(address);
    }
}
