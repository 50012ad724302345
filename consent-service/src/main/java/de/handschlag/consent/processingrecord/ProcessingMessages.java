package de.handschlag.consent.processingrecord;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the papers, in German and English. */
@MessageBundle(value = "processing", locale = "de")
public interface ProcessingMessages {

    @Message
    String agency();

    @Message
    String agencyType();

    @Message
    String anySource();

    @Message
    String arrangement();

    @Message
    String arrangementLead();

    @Message
    String arrangementNorm();

    @Message
    String assessment();

    @Message
    String assessmentLead();

    @Message
    String assessmentNorm();

    @Message
    String authority();

    @Message
    String back();

    @Message
    String basis();

    @Message
    String basisOf(String basis);

    @Message
    String body();

    @Message
    String choiceNotYet();

    @Message
    String contact();

    @Message
    String controller();

    @Message
    String data();

    @Message
    String dataOf(String label);

    @Message
    String day();

    @Message
    String deferral();

    @Message
    String deferralText(int days);

    @Message
    String described();

    @Message
    String describedText(int months);

    @Message
    String duties();

    @Message
    String duty();

    @Message
    String dutyAccess();

    @Message
    String dutyAccurate();

    @Message
    String dutyBreach();

    @Message
    String dutyConsent();

    @Message
    String dutyControl();

    @Message
    String dutyCorrect();

    @Message
    String dutyErase();

    @Message
    String dutyInform();

    @Message
    String dutySecure();

    @Message
    String erasure();

    @Message
    String erasureMonths(int months);

    @Message
    String essence();

    @Message
    String how();

    @Message
    String howAccess();

    @Message
    String howAccurate();

    @Message
    String howBreach();

    @Message
    String howConsent();

    @Message
    String howControl();

    @Message
    String howCorrect(int hours);

    @Message
    String howErase(int hours);

    @Message
    String howInform();

    @Message
    String howSecure();

    @Message
    String markBlock();

    @Message
    String markOthers();

    @Message
    String legalBasis();

    @Message
    String marks();

    @Message
    String measure1();

    @Message
    String measure2();

    @Message
    String measure3();

    @Message
    String measure4();

    @Message
    String measure5(int months);

    @Message
    String measures();

    @Message
    String necessity();

    @Message
    String needed();

    @Message
    String noActivity();

    @Message
    String noAdvice();

    @Message
    String officer();

    @Message
    String open();

    @Message
    String openTitle();

    @Message
    String operator();

    @Message
    String optional();

    @Message
    String papers();

    @Message
    String papersLead();

    @Message
    String partners(int count);

    @Message
    String pdf();

    @Message
    String purpose();

    @Message
    String purposes();

    @Message
    String reasoned();

    @Message
    String reasonedText();

    @Message
    String recipients();

    @Message
    String recipientsNobodyElse();

    @Message
    String record();

    @Message
    String recordLead();

    @Message
    String recordNorm();

    @Message
    String reducedBy();

    @Message
    String reducedFor(String risk);

    @Message
    String regime();

    @Message
    String required();

    @Message
    String rights();

    @Message
    String rightsText(int hours);

    @Message
    String risk();

    @Message
    String riskOf(String risk);

    @Message
    String risks();

    @Message
    String risksCaption();

    @Message
    String risksText();

    @Message
    String roleOf(String role);

    @Message
    String rules();

    @Message
    String secrecy();

    @Message
    String secrecyText();

    @Message
    String sensitivityOf(String sensitivity);

    @Message
    String shared();

    @Message
    String sources();

    @Message
    String subjects();

    @Message
    String subjectsAll();

    @Message
    String subjectsMinors();

    @Message
    String subjectsOthers();

    @Message
    String thirdCountries();

    @Message
    String thirdCountriesNone();

    @Message
    String toBeFilledIn();

    @Message
    String toJudge();

    @Message
    String toJudge1();

    @Message
    String toJudge2();

    @Message
    String toJudge3();

    @Message
    String who();

    @Message
    String whoEach();

    @Message
    String whoNoticed();

    @Message
    String whoOfficers();

    @Message
    String whoOperator();

    @Message
    String whoReader();

    @Message
    String whoSource();
}
