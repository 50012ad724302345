package de.handschlag.consent.consentrecord;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the pages on which a person decides, beside the notice, which is no text of a page but a kept record. */
@MessageBundle(value = "decide", locale = "de")
interface DecideMessages {

    @Message
    String question();

    @Message
    String kind();

    @Message
    String purpose();

    @Message
    String asked();

    @Message
    String notice();

    @Message
    String noticeMissing();

    @Message
    String germanShow();

    @Message
    String germanHide();

    @Message
    String germanTitle();

    @Message
    String changedTitle();

    @Message
    String changed();

    @Message
    String unconfirmedTitle();

    @Message
    String unconfirmed();

    @Message
    String enterCode();

    @Message
    String replaces();

    @Message
    String immigrationTitle();

    @Message
    String immigration();

    @Message
    String preview();

    @Message
    String previewTitle();

    @Message
    String previewLead();

    @Message
    String previewNothing();

    @Message
    String previewHidden();

    @Message
    String previewLater();

    @Message
    String previewAway();

    @Message
    String which();

    @Message
    String whichHint();

    @Message
    String needed();

    @Message
    String notNeeded();

    @Message
    String neededHint();

    @Message
    String specialTitle();

    @Message
    String specialHint();

    @Message
    String howLong();

    @Message
    String howLongHint();

    @Message
    String months(Integer months);

    @Message
    String equal();

    @Message
    String takeBackAnyTime();

    @Message
    String yes();

    @Message
    String no();

    @Message
    String nothingTicked();

    @Message
    String badMonths();

    @Message
    String specialPage();

    @Message
    String specialLead();

    @Message
    String specialYes();

    @Message
    String specialNo();

    @Message
    String specialMissing();

    @Message
    String chosen();

    @Message
    String chosenNothing();

    @Message
    String send();

    @Message
    String doneYes();

    @Message
    String doneNo();

    @Message
    String office();

    @Message
    String until();

    @Message
    String decidedAt();

    @Message
    String allowed();

    @Message
    String nextTitle();

    @Message
    String nextYes();

    @Message
    String nextNo();

    @Message
    String takeBackTitle();

    @Message
    String takeBack();

    @Message
    String takeBackHint();

    @Message
    String peace();

    @Message
    String afterAll();

    @Message
    String toHome();

    @Message
    String keep();

    @Message
    String already();

    @Message
    String overTitle();

    @Message
    String over();

    @Message
    String takenBackTitle();

    @Message
    String takenBack();

    @Message
    String withdrawnTitle();

    @Message
    String withdrawn();
}
