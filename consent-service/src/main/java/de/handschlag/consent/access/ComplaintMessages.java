package de.handschlag.consent.access;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the pages on which a person asks the data-protection officer. */
@MessageBundle(value = "complaint", locale = "de")
interface ComplaintMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String about();

    @Message
    String when();

    @Message
    String purpose();

    @Message
    String text();

    @Message
    String hint();

    @Message
    String send();

    @Message
    String missing();

    @Message
    String tooLong();

    @Message
    String tooMany();

    @Message
    String refused();

    @Message
    String listTitle();

    @Message
    String listLead();

    @Message
    String none();

    @Message
    String away();

    @Message
    String lookAgain();

    @Message
    String sent();

    @Message
    String open();

    @Message
    String deadline();

    @Message
    String answered();

    @Message
    String answer();

    @Message
    String entry();
}
