package de.handschlag.consent.notification;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the page on which a person chooses messages, and of these messages. */
@MessageBundle(value = "notification", locale = "de")
interface NotificationMessages {

    @Message
    String title();

    @Message
    String hint();

    @Message
    String lead();

    @Message
    String notOffered();

    @Message
    String none();

    @Message
    String waitingTitle();

    @Message
    String waiting();

    @Message
    String wrongCode();

    @Message
    String takeBack();

    @Message
    String numberWaitingTitle();

    @Message
    String numberWaiting();

    @Message
    String numberTakeBack();

    @Message
    String inUseTitle();

    @Message
    String undelivered();

    @Message
    String numberInUseTitle();

    @Message
    String numberUndelivered();

    @Message
    String address();

    @Message
    String addressHint();

    @Message
    String number();

    @Message
    String numberHint();

    @Message
    String offices();

    @Message
    String send();

    @Message
    String sendNumber();

    @Message
    String save();

    @Message
    String wrongAddress();

    @Message
    String wrongNumber();

    @Message
    String tooMany();

    @Message
    String end();

    @Message
    String mailNewsSubject();

    @Message
    String mailNews();

    @Message
    String mailOffices();

    @Message
    String mailLogIn();

    @Message
    String mailCodeSubject();

    @Message
    String mailCode();

    @Message
    String mailCodeNotYou();

    @Message
    String mailLeftSubject();

    @Message
    String mailLeft();

    @Message
    String mailLeftNotYou();

    @Message
    String smsLeft();
}
