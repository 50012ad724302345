package de.handschlag.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What start pages say in a demonstration, in German and English: whoever tries Handschlag reads it, not the persons it is for. */
@MessageBundle(value = "demo", locale = "de")
interface DemoMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String logins();

    @Message
    String name();

    @Message
    String password();

    @Message
    String others();

    @Message
    String whoIs(String name);

    @Message
    String trying();

    @Message
    String personFirst();

    @Message
    String personArabic();

    @Message
    String personSecond();

    @Message
    String personThird();

    @Message
    String personAdmin();

    @Message
    String officeFirst();

    @Message
    String officeSecond();

    @Message
    String officeThird();

    @Message
    String officerFirst();

    @Message
    String officerSecond();

    @Message
    String officerThird();

    @Message
    String elsewhere();

    @Message
    String persons();

    @Message
    String offices();

    @Message
    String officers();

    @Message
    String logOut();
}
