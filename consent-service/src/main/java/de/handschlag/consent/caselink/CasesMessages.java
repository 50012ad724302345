package de.handschlag.consent.caselink;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the page of the offices that know a person. */
@MessageBundle(value = "cases", locale = "de")
interface CasesMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String none();

    @Message
    String reference();

    @Message
    String since();

    @Message
    String end();

    @Message
    String staleTitle();

    @Message
    String stale();

    @Message
    String endTitle();

    @Message
    String endHint();

    @Message
    String endStays();

    @Message
    String endYes();

    @Message
    String endNo();

    @Message
    String codeTitle();

    @Message
    String codeLead();

    @Message
    String codeMake();

    @Message
    String codeShownTitle();

    @Message
    String codeShown();

    @Message
    String codeOnce();

    @Message
    String codeUntil();

    @Message
    String codePicture();

    @Message
    String codeNew();

    @Message
    String codeNewHint();

    @Message
    String back();
}
