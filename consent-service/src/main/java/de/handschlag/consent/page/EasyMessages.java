package de.handschlag.consent.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts in Leichte Sprache. They are German only. */
@MessageBundle(value = "easy", locale = "de")
interface EasyMessages {

    @Message
    String title();

    @Message
    String simpleTitle();

    @Message
    String unchecked();

    @Message
    String whatTitle();

    @Message
    String what1();

    @Message
    String what2();

    @Message
    String what3();

    @Message
    String how1();

    @Message
    String how2();

    @Message
    String how3();

    @Message
    String how4();

    @Message
    String howTitle();

    @Message
    String useTitle();

    @Message
    String use1();

    @Message
    String use2();

    @Message
    String use3();

    @Message
    String use4();

    @Message
    String help();

    @Message
    String barrierTitle();

    @Message
    String barrier();

    @Message
    String statement();

    @Message
    String signTitle();

    @Message
    String sign();

    @Message
    String signNone();
}
