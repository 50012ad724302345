package de.handschlag.consent.confidential;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the page on which somebody keeps things from their guardians. */
@MessageBundle(value = "confidential", locale = "de")
interface ConfidentialMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String items();

    @Message
    String offices();

    @Message
    String save();

    @Message
    String saved();

    @Message
    String hint();
}
