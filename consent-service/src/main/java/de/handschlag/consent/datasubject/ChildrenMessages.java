package de.handschlag.consent.datasubject;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the pages of guardians. */
@MessageBundle(value = "children", locale = "de")
public interface ChildrenMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String none();

    @Message
    String codeTitle();

    @Message
    String codeHint();

    @Message
    String parent();

    @Message
    String guardian();

    @Message
    String legalGuardian();

    @Message
    String official();

    @Message
    String born();

    @Message
    String waits();

    @Message
    String act();

    @Message
    String end();

    @Message
    String banner();

    @Message
    String back();

    @Message
    String notUsable();

    @Message
    String tooYoung();

    @Message
    String cut();

    @Message
    String further();

    @Message
    String confirm();

    @Message
    String actsForYou();

    @Message
    String wantsTo();

    @Message
    String wantsToHint();

    @Message
    String allow();

    @Message
    String deny();

    @Message
    String guardianNow();

    @Message
    String guardianNoMore();

    @Message
    String guardianCode();
}
