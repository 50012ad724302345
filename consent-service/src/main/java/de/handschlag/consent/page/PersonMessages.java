package de.handschlag.consent.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the menu of persons' pages, and of the pages that help. */
@MessageBundle(value = "person", locale = "de")
interface PersonMessages {

    @Message
    String overview();

    @Message
    String consents();

    @Message
    String accesses();

    @Message
    String data();

    @Message
    String more();

    @Message
    String moreTitle();

    @Message
    String cases();

    @Message
    String casesHint();

    @Message
    String logins();

    @Message
    String loginsHint();

    @Message
    String papers();

    @Message
    String papersHint();

    @Message
    String help();

    @Message
    String helpHint();

    @Message
    String helpTitle();

    @Message
    String askTitle();

    @Message
    String ask();

    @Message
    String decideTitle();

    @Message
    String decide();

    @Message
    String lookTitle();

    @Message
    String look();

    @Message
    String takeBackTitle();

    @Message
    String takeBack();

    @Message
    String leaveTitle();

    @Message
    String leave();

    @Message
    String callTitle();

    @Message
    String call();

    @Message
    String callNobody();

    @Message
    String languageTitle();

    @Message
    String language();

    @Message
    String print();
}
