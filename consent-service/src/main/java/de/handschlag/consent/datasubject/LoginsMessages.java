package de.handschlag.consent.datasubject;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the page of a person's logins. */
@MessageBundle(value = "logins", locale = "de")
interface LoginsMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String waitingTitle();

    @Message
    String waitingHint();

    @Message
    String current();

    @Message
    String other();

    @Message
    String since();

    @Message
    String requested();

    @Message
    String takesEffect();

    @Message
    String by();

    @Message
    String unconfirmed();

    @Message
    String enterCode();

    @Message
    String yes();

    @Message
    String no();

    @Message
    String end();

    @Message
    String only();

    @Message
    String staleTitle();

    @Message
    String stale();

    @Message
    String endTitle();

    @Message
    String endHint();

    @Message
    String endCurrent();

    @Message
    String endYes();

    @Message
    String endNo();

    @Message
    String codeTitle();

    @Message
    String codeOpen();
}
