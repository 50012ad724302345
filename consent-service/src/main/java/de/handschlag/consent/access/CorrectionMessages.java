package de.handschlag.consent.access;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the pages on which a person says that a stored value is wrong. */
@MessageBundle(value = "correction", locale = "de")
public interface CorrectionMessages {

    @Message
    String title();

    @Message
    String wishLegend();

    @Message
    String change();

    @Message
    String delete();

    @Message
    String wishMissing();

    @Message
    String right();

    @Message
    String rightMissing();

    @Message
    String rightTooLong();

    @Message
    String words();

    @Message
    String wordsHint();

    @Message
    String wordsTooLong();

    @Message
    String restrictLegend();

    @Message
    String restrictNo();

    @Message
    String restrictYes();

    @Message
    String restrictHint();

    @Message
    String next();

    @Message
    String send();

    @Message
    String monthHint();

    @Message
    String refused();

    @Message
    String tooMany();

    @Message
    String restrictedBefore();

    @Message
    String listTitle();

    @Message
    String listLead();

    @Message
    String none();

    @Message
    String sent();

    @Message
    String open();

    @Message
    String deadline();

    @Message
    String overdue();

    @Message
    String corrected();

    @Message
    String deleted();

    @Message
    String kept();

    @Message
    String keptRight();

    @Message
    String keptProof();

    @Message
    String keptLaw();

    @Message
    String restricted();

    @Message
    String takeBack();

    @Message
    String complain();

    @Message
    String youSaid();
}
