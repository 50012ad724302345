package de.handschlag.registry.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the start page. */
@MessageBundle(value = "start", locale = "de")
interface StartMessages {

    @Message
    String title();

    @Message
    String what();

    @Message
    String first();

    @Message
    String second();

    @Message
    String third();

}
