package de.handschlag.consent.datasubject;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the page on which a login becomes somebody's. */
@MessageBundle(value = "code", locale = "de")
interface CodeMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String code();

    @Message
    String hint();

    @Message
    String go();

    @Message
    String withoutTitle();

    @Message
    String without();

    @Message
    String begin();

    @Message
    String missing();

    @Message
    String wrong();

    @Message
    String used();

    @Message
    String anothers();

    @Message
    String nothingNew();

    @Message
    String waitsTitle();

    @Message
    String waits();

    @Message
    String waitsUntil();

    @Message
    String boundTitle();

    @Message
    String bound();

    @Message
    String unconfirmed();

    @Message
    String toHome();
}
