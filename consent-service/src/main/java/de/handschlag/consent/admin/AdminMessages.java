package de.handschlag.consent.admin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the administrator's pages, in German and English. */
@MessageBundle(value = "admin", locale = "de")
public interface AdminMessages {

    @Message
    String agencies();

    @Message
    String agenciesCount(int count);

    @Message
    String agenciesEach();

    @Message
    String agenciesLead();

    @Message
    String agenciesNone();

    @Message
    String agenciesNoneNext();

    @Message
    String agenciesOfNone();

    @Message
    String agency();

    @Message
    String agencyClaim();

    @Message
    String agencyId();

    @Message
    String agencyIncomplete();

    @Message
    String agencyIncompleteText();

    @Message
    String agencyType();

    @Message
    String agencyTypes();

    @Message
    String anySource();

    @Message
    String apiOnly();

    @Message
    String approve();

    @Message
    String approveText();

    @Message
    String approvedBy();

    @Message
    String approvedByHint();

    @Message
    String approvedByLabel();

    @Message
    String approvedByMissing();

    @Message
    String approvedByProposer();

    @Message
    String approvedByTooLong();

    @Message
    String atOnce();

    @Message
    String attribute();

    @Message
    String attributes();

    @Message
    String audience();

    @Message
    String authority();

    @Message
    String backToAgencies();

    @Message
    String backToCatalogue();

    @Message
    String backToLanguage();

    @Message
    String backToNotices();

    @Message
    String basis();

    @Message
    String basisOf(String basis);

    @Message
    String body();

    @Message
    String bodyOfItsOwn();

    @Message
    String brokerAway();

    @Message
    String brokerAwayText();

    @Message
    String byLanguage();

    @Message
    String byPurpose();

    @Message
    String catalogue();

    @Message
    String catalogueHint();

    @Message
    String catalogueLead();

    @Message
    String category();

    @Message
    String common();

    @Message
    String completionOf(String state);

    @Message
    String contact();

    @Message
    String contentHash();

    @Message
    String deferrable();

    @Message
    String earlier(int count);

    @Message
    String earlierVersions();

    @Message
    String enforcementGood();

    @Message
    String enforcementGoodText();

    @Message
    String enforcementWaits();

    @Message
    String enforcementWaitsText(long count);

    @Message
    String german();

    @Message
    String hiddenByBlock();

    @Message
    String home();

    @Message
    String homeLead();

    @Message
    String homeTitle();

    @Message
    String inOrder();

    @Message
    String issuers();

    @Message
    String issuersHint();

    @Message
    String issuersLead();

    @Message
    String key();

    @Message
    String language();

    @Message
    String languageLead();

    @Message
    String languageNone();

    @Message
    String languageNoneNext();

    @Message
    String languagesComplete(long complete, long all);

    @Message
    String lastAcknowledged();

    @Message
    String lastReceipt();

    @Message
    String legalBasis();

    @Message
    String log();

    @Message
    String logAnswers();

    @Message
    String logAway();

    @Message
    String logAwayText();

    @Message
    String logEntries(long count);

    @Message
    String logName();

    @Message
    String may();

    @Message
    String mayAgencies();

    @Message
    String mayInform();

    @Message
    String mayRoles();

    @Message
    String messages();

    @Message
    String months(Integer count);

    @Message
    String mostlyBasedOn();

    @Message
    String name();

    @Message
    String necessity();

    @Message
    String necessityOf(String necessity);

    @Message
    String never();

    @Message
    String no();

    @Message
    String norm();

    @Message
    String notTold();

    @Message
    String notUnderstood();

    @Message
    String notices();

    @Message
    String noticesLead();

    @Message
    String officerContact();

    @Message
    String opens();

    @Message
    String operation();

    @Message
    String operationMore();

    @Message
    String pagesAndApi();

    @Message
    String part();

    @Message
    String partitions();

    @Message
    String personChoice();

    @Message
    String proofing();

    @Message
    String proofingCounts();

    @Message
    String proofingNot();

    @Message
    String proposed();

    @Message
    String publish();

    @Message
    String publishText();

    @Message
    String publishedAt();

    @Message
    String purpose();

    @Message
    String purposes();

    @Message
    String purposesClaim();

    @Message
    String readLabel();

    @Message
    String readMissing();

    @Message
    String regime();

    @Message
    String registry();

    @Message
    String relay();

    @Message
    String relayBehind();

    @Message
    String relayBehindText(long waiting, long seconds);

    @Message
    String relayGood();

    @Message
    String relayGoodText();

    @Message
    String relayRefuses();

    @Message
    String relayRefusesText();

    @Message
    String relayRole();

    @Message
    String relayRoleOf(String role);

    @Message
    String relayWaiting();

    @Message
    String replicasBehind(long count);

    @Message
    String retention();

    @Message
    String role();

    @Message
    String roleClaim();

    @Message
    String roleMay(String role);

    @Message
    String roleOf(String role);

    @Message
    String rolesMay();

    @Message
    String scope();

    @Message
    String secrecy();

    @Message
    String secrecyRelease();

    @Message
    String sector();

    @Message
    String sectorOf(String sector);

    @Message
    String sensitivity();

    @Message
    String sensitivityOf(String sensitivity);

    @Message
    String shareable();

    @Message
    String shareableOf(String shareable);

    @Message
    String sources();

    @Message
    String staffLevels();

    @Message
    String staffLevelsAny();

    @Message
    String state();

    @Message
    String stateOf(String state);

    @Message
    String suggestedMonths();

    @Message
    String toApprove();

    @Message
    String toApproveText(long count);

    @Message
    String tokens();

    @Message
    String topic();

    @Message
    String topics();

    @Message
    String uses();

    @Message
    String version();

    @Message
    String visibility();

    @Message
    String vocabulary();

    @Message
    String whatMay();

    @Message
    String whoMay();

    @Message
    String wordings();

    @Message
    String words();

    @Message
    String yes();

    @Message
    String register();

    @Message
    String describe();

    @Message
    String registerLead();

    @Message
    String describeLead();

    @Message
    String agencyIdHint();

    @Message
    String nameHint();

    @Message
    String bodyHint();

    @Message
    String contactHint();

    @Message
    String retentionInMonths();

    @Message
    String choose();

    @Message
    String asType();

    @Message
    String another();

    @Message
    String anotherText();

    @Message
    String sureLabel();

    @Message
    String sureMissing();

    @Message
    String nameWrong();

    @Message
    String typeMissing();

    @Message
    String idWrong();

    @Message
    String idTaken();

    @Message
    String lineWrong();

    @Message
    String monthsWrong();

    @Message
    String sectorWrong();

    @Message
    String regimeWrong();

    @Message
    String authorityWrong();

    @Message
    String mayInformWrong();
}
