package de.handschlag.consent.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of a person's first page. */
@MessageBundle(value = "home", locale = "de")
interface HomeMessages {

    @Message
    String title();

    @Message
    String waitingTitle();

    @Message
    String asks();

    @Message
    String decide();

    @Message
    String asked();

    @Message
    String noneWaiting();

    @Message
    String loginsTitle();

    @Message
    String logins();

    @Message
    String loginsLook();

    @Message
    String allowedTitle();

    @Message
    String noneAllowed();

    @Message
    String maySee();

    @Message
    String until();

    @Message
    String takeBack();

    @Message
    String seenTitle();

    @Message
    String noneSeen();

    @Message
    String sawFor();

    @Message
    String emergency();

    @Message
    String byLaw();

    @Message
    String away();

    @Message
    String overdueTitle();

    @Message
    String overdue();

    @Message
    String purpose();
}
