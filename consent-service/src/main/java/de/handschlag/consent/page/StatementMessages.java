package de.handschlag.consent.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the statements that everybody can read. Where a language has none of its own, German ones are shown and marked as German. */
@MessageBundle(value = "statement", locale = "de")
interface StatementMessages {

    /** BCP 47 tag of the language that these texts are in. */
    @Message
    String tag();

    @Message
    String accessTitle();

    @Message
    String accessLead();

    @Message
    String stateTitle();

    @Message
    String state();

    @Message
    String goodTitle();

    @Message
    String good1();

    @Message
    String good2();

    @Message
    String good3();

    @Message
    String good4();

    @Message
    String missingTitle();

    @Message
    String missing1();

    @Message
    String missing2();

    @Message
    String missing3();

    @Message
    String missing4();

    @Message
    String missing5();

    @Message
    String missing6();

    @Message
    String feedbackTitle();

    @Message
    String feedback();

    @Message
    String feedbackNone();

    @Message
    String enforcementTitle();

    @Message
    String enforcement();

    @Message
    String enforcementNone();

    @Message
    String privacyTitle();

    @Message
    String privacyLead();

    @Message
    String whoTitle();

    @Message
    String who();

    @Message
    String whoNone();

    @Message
    String whatTitle();

    @Message
    String what1();

    @Message
    String what2();

    @Message
    String what3();

    @Message
    String what4();

    @Message
    String what5();

    @Message
    String whyTitle();

    @Message
    String why();

    @Message
    String receivesTitle();

    @Message
    String receives();

    @Message
    String howLongTitle();

    @Message
    String howLong(int months);

    @Message
    String cookiesTitle();

    @Message
    String cookies();

    @Message
    String rightsTitle();

    @Message
    String rights();

    @Message
    String rightsData();

    @Message
    String rightsPapers();
}
