package de.handschlag.consent.access;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of a person's pages about the own stored data and papers. */
@MessageBundle(value = "own", locale = "de")
public interface OwnMessages {

    @Message
    String dataTitle();

    @Message
    String dataLead();

    @Message
    String dataNone();

    @Message
    String away();

    @Message
    String lookAgain();

    @Message
    String from();

    @Message
    String asOf();

    @Message
    String contributed();

    @Message
    String block();

    @Message
    String seenBy();

    @Message
    String seenByNobody();

    @Message
    String byYou();

    @Message
    String byLaw();

    @Message
    String wrongTitle();

    @Message
    String wrong();

    @Message
    String papersTitle();

    @Message
    String papersLead();

    @Message
    String decisionsTitle();

    @Message
    String decisions();

    @Message
    String decisionsOpen();

    @Message
    String reportTitle();

    @Message
    String report();

    @Message
    String reportDownload();

    @Message
    String pdfTitle();

    @Message
    String pdf();

    @Message
    String pdfDownload();

    @Message
    String pdfCut();

    @Message
    String proofTitle();

    @Message
    String proof();

    @Message
    String proofDownload();

    @Message
    String fileHint();
}
