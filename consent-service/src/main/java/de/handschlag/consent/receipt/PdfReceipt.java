package de.handschlag.consent.receipt;

import java.util.List;
import java.util.stream.Stream;

import de.handschlag.consent.consentrecord.ConsentsMessages;
import de.handschlag.consent.consentrecord.DecidedConsent;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticePart;
import de.handschlag.consent.paper.Paper;
import de.handschlag.consent.paper.PaperPress;
import de.handschlag.page.PageLanguage;

/** A receipt to print and keep, in the words of the person's page about the record. */
final class PdfReceipt {

    private static final String NOTICES_TITLE = "title";

    private final Receipt receipt;
    private final DecidedConsent consent;
    private final ConsentsMessages words;
    private final Paper paper;

    private PdfReceipt(Receipt receipt, ConsentsMessages words, Paper paper) {
        this.receipt = receipt;
        this.consent = receipt.consent();
        this.words = words;
        this.paper = paper;
    }

    /** @param words in the receipt's language */
    static byte[] of(Receipt receipt, ConsentsMessages words, PaperPress press) {
        return press.print(words.receipt(), receipt.language(), receipt.madeAt(),
                paper -> new PdfReceipt(receipt, words, paper).write());
    }

    private void write() {
        paper.text(standing());
        DecidedConsent.GivenTo givenTo = consent.givenTo();
        if (givenTo != null) {
            paper.text(givenTo.byWord() ? words.givenByWord() : words.givenOnPaper());
            if (givenTo.byGuardian()) {
                paper.text(words.byGuardian());
            }
            if (givenTo.interpreter()) {
                paper.text(words.interpreted());
            }
        }
        paper.fact(words.office(), receipt.agency().name());
        if (receipt.agency().contact() != null) {
            paper.verbatim(receipt.agency().contact());
        }
        paper.label(words.purpose());
        paper.named(receipt.purpose());
        if (receipt.plainly() != null) {
            paper.named(receipt.plainly());
        }
        items(receipt.state() == Receipt.State.GIVEN ? words.allowed() : words.wasAllowed(), receipt.granted());
        items(words.notAllowed(), receipt.notGranted());
        items(words.explicit(), receipt.granted().stream().filter(Receipt.Item::explicit).toList());
        paper.label(words.basis());
        paper.german(consent.legalBasis());
        paper.fact(words.reference(), consent.caseReference());
        releases();
        history();
        notice();
        paper.fact(words.receipt(), receipt.id().toString());
        paper.moment(words.receiptMade(), receipt.madeAt());
        code();
    }

    private String standing() {
        return switch (receipt.state()) {
            case GIVEN -> words.given();
            case REFUSED -> words.refused();
            case WITHDRAWN -> words.withdrawn();
            case WITHDRAWN_ON_PAPER -> words.withdrawnOnPaper();
            case WITHDRAWN_BY_WORD -> words.withdrawnByWord();
            case EXPIRED -> words.expired();
            case REPLACED -> words.replaced();
            case INVALIDATED -> words.invalidated();
        };
    }

    private void items(String label, List<Receipt.Item> items) {
        if (!items.isEmpty()) {
            paper.label(label);
            items.forEach(item -> paper.named(item.name()));
        }
    }

    private void releases() {
        if (!receipt.releases().isEmpty()) {
            paper.heading(words.secrecy());
            for (Receipt.Release release : receipt.releases()) {
                paper.subheading(release.office());
                release.declared().write(paper, words);
            }
        }
    }

    private void history() {
        paper.heading(words.history());
        paper.moment(words.asked(), consent.requestedAt());
        paper.moment(words.decided(), consent.decidedAt());
        paper.moment(words.until(), consent.expiresAt());
        paper.moment(words.ended(), consent.endedAt());
        if (consent.replacedBy() != null) {
            paper.fact(words.newer(), consent.replacedBy().toString());
        }
    }

    /** Letter by letter what the person read. */
    private void notice() {
        Notice read = consent.notice();
        if (read == null) {
            return;
        }
        paper.heading(words.readTitle());
        paper.quoted(PageLanguage.of(read.language().tag()).orElse(PageLanguage.GERMAN),
                read.parts().stream().flatMap(PdfReceipt::lines).toList());
        paper.heading(words.proof());
        paper.fact(words.version(), read.version());
        paper.fact(words.language(), read.language().tag());
        paper.fact(words.hash(), read.hash());
    }

    private static Stream<Paper.Line> lines(NoticePart part) {
        return part.text().lines().filter(line -> !line.isBlank())
                .map(line -> new Paper.Line(line, part.element().equals(NOTICES_TITLE)));
    }

    /** Leads to the login, and then to the withdrawal or the record: whoever finds the paper can do nothing with it. */
    private void code() {
        boolean given = receipt.state() == Receipt.State.GIVEN;
        String address = (given ? receipt.withdrawal() : receipt.page()).toString();
        String hint = given ? words.receiptScan() : words.receiptLook();
        paper.text(hint);
        paper.qrCode(address, hint);
        paper.verbatim(address);
    }
}
