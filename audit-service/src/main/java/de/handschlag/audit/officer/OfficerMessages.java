package de.handschlag.audit.officer;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the data-protection officer's pages. */
@MessageBundle(value = "officer", locale = "de")
public interface OfficerMessages {

    @Message
    String home();

    @Message
    String inbox();

    @Message
    String search();

    @Message
    String complaints();

    @Message
    String anomalies();

    @Message
    String volumes();

    @Message
    String reports();

    @Message
    String holds();

    @Message
    String retention();

    @Message
    String digest();

    @Message
    String logHealth();

    @Message
    String queryPurpose(String key);

    @Message
    String queryPurposeLabel();

    @Message
    String eventType(String type);

    @Message
    String anomalyKind(String kind);

    @Message
    String decisionOf(String key);

    @Message
    String consentStatus(String status);

    @Message
    String reviewState(String state);

    @Message
    String outcomeOf(String outcome);

    @Message
    String classOf(String key);

    @Message
    String reasonOf(String reason);

    @Message
    String erasureReason(String reason);

    @Message
    String complaintsLead();

    @Message
    String complaintsOpen(long count);

    @Message
    String complaintsAnswered(long count);

    @Message
    String complaintsNone();

    @Message
    String complaintsNoneAnswered();

    @Message
    String complaintsToAnswer();

    @Message
    String complaintsDone();

    @Message
    String complaint();

    @Message
    String complaintOf();

    @Message
    String received();

    @Message
    String deadline();

    @Message
    String state();

    @Message
    String stateOpen();

    @Message
    String stateAnswered();

    @Message
    String stateOverdue();

    @Message
    String answeredOn();

    @Message
    String deadlineIs();

    @Message
    String deadlineWas();

    @Message
    String personWrote();

    @Message
    String entryAttached();

    @Message
    String explained();

    @Message
    String whatHappened();

    @Message
    String next();

    @Message
    String allOfPerson();

    @Message
    String downloadFile();

    @Message
    String answer();

    @Message
    String answerLabel();

    @Message
    String answerHint();

    @Message
    String answerSend();

    @Message
    String answerMissing();

    @Message
    String answerTooLong(int most);

    @Message
    String position();

    @Message
    String what();

    @Message
    String when();

    @Message
    String office();

    @Message
    String purpose();

    @Message
    String data();

    @Message
    String basis();

    @Message
    String fileNumber();

    @Message
    String statedReason();

    @Message
    String why();

    @Message
    String outcome();

    @Message
    String employee();

    @Message
    String bySystem();

    @Message
    String caseReference();

    @Message
    String deferred();

    @Message
    String payloadErased();

    @Message
    String ids();

    @Message
    String entryId();

    @Message
    String person();

    @Message
    String client();

    @Message
    String emergency();

    @Message
    String emergencies();

    @Message
    String obligation();

    @Message
    String recordedAt();

    @Message
    String verdictHolds();

    @Message
    String verdictFails();

    @Message
    String verdictUnknown();

    @Message
    String coverage();

    @Message
    String covered();

    @Message
    String coveredBy();

    @Message
    String nothing();

    @Message
    String byConsents(int count);

    @Message
    String decisionsThen();

    @Message
    String decidedAt();

    @Message
    String expiresAt();

    @Message
    String noticeShown();

    @Message
    String inForce();

    @Message
    String openedAt();

    @Message
    String review();

    @Message
    String proof();

    @Message
    String proofWhat();

    @Message
    String checkpointSize();

    @Message
    String inclusion();

    @Message
    String hashes(int count);

    @Message
    String notCoveredYet();

    @Message
    String entryBytes();

    @Message
    String payloadBytes();

    @Message
    String salt();

    @Message
    String checkpoint();

    @Message
    String entry();

    @Message
    String entryNumber(long index);

    @Message
    String similar();

    @Message
    String sameOfficeAndPurpose();

    @Message
    String searchLead();

    @Message
    String searchPurposeQuestion();

    @Message
    String searchPurposeHint();

    @Message
    String queryPurposeMissing();

    @Message
    String searchWhom();

    @Message
    String searchWhat();

    @Message
    String searchWhen();

    @Message
    String personId();

    @Message
    String personIdHint();

    @Message
    String caseHint();

    @Message
    String employeeHint();

    @Message
    String attribute();

    @Message
    String attributeHint();

    @Message
    String decision();

    @Message
    String all();

    @Message
    String fromDay();

    @Message
    String toDay();

    @Message
    String before();

    @Message
    String ask();

    @Message
    String personWrong();

    @Message
    String personUnknown();

    @Message
    String caseNeedsOffice();

    @Message
    String personTwice();

    @Message
    String employeeWatched();

    @Message
    String officeWrong();

    @Message
    String dayWrong();

    @Message
    String searchedWrong();

    @Message
    String periodWrong();

    @Message
    String periodTooLong(int days);

    @Message
    String result();

    @Message
    String askedAt();

    @Message
    String nothingFound();

    @Message
    String nothingFoundNext();

    @Message
    String asTable();

    @Message
    String asTimeline();

    @Message
    String entriesShown(int count);

    @Message
    String older();

    @Message
    String volumeOfThese();

    @Message
    String byDay();

    @Message
    String byOffice();

    @Message
    String byPurpose();

    @Message
    String byType();

    @Message
    String byDecision();

    @Message
    String day();

    @Message
    String askAnother();

    @Message
    String saveThis();

    @Message
    String savedName();

    @Message
    String savedNameHint();

    @Message
    String savedShared();

    @Message
    String savedSearches();

    @Message
    String savedLead();

    @Message
    String savedNone();

    @Message
    String sharedWithOffice();

    @Message
    String delete();

    @Message
    String savedNameWrong(int most);

    @Message
    String savedNameTaken();

    @Message
    String savedNothing();

    @Message
    String anomaliesLead();

    @Message
    String anomaliesPurposeHint();

    @Message
    String kind();

    @Message
    String mostDays();

    @Message
    String show();

    @Message
    String anomaliesNone();

    @Message
    String anomaliesNoneNext();

    @Message
    String anomaliesWeek();

    @Message
    String entriesOf(long count);

    @Message
    String decidedOn();

    @Message
    String decide();

    @Message
    String note();

    @Message
    String noteHint();

    @Message
    String volumesLead();

    @Message
    String readsInAll(long count);

    @Message
    String retentionLead();

    @Message
    String howLong();

    @Message
    String retentionClass();

    @Message
    String keptFor();

    @Message
    String atErasure();

    @Message
    String months(int count);

    @Message
    String forEver();

    @Message
    String keptBy();

    @Message
    String goesWithPerson();

    @Message
    String erasures();

    @Message
    String erasuresNone();

    @Message
    String planned();

    @Message
    String carriedOut();

    @Message
    String payloads();

    @Message
    String pending();

    @Message
    String rangesOf(int count);

    @Message
    String holdsLead();

    @Message
    String holdsInForce(int count);

    @Message
    String holdsNone();

    @Message
    String holdsReleased(int count);

    @Message
    String hold();

    @Message
    String holdOn();

    @Message
    String onePerson();

    @Message
    String setAt();

    @Message
    String setBy();

    @Message
    String released();

    @Message
    String releasedAt();

    @Message
    String releasedWhy();

    @Message
    String orOffice();

    @Message
    String holdReason();

    @Message
    String holdReasonHint();

    @Message
    String holdSet();

    @Message
    String holdRelease();

    @Message
    String holdReleaseText();

    @Message
    String holdPersonOrOffice();

    @Message
    String holdRefused();

    @Message
    String reasonWrong(int least, int most);

    @Message
    String holdsOfWeek(long set, long released, long inForce);

    @Message
    String reportsLead();

    @Message
    String reportAll();

    @Message
    String reportAllHint();

    @Message
    String reportNamed();

    @Message
    String reportNamedHint();

    @Message
    String reportReason();

    @Message
    String reportMake();

    @Message
    String week();

    @Message
    String opened();

    @Message
    String keeping();

    @Message
    String worthKeeping();

    @Message
    String emergenciesWaiting(int count);

    @Message
    String emergenciesNone();

    @Message
    String emergenciesCaption();

    @Message
    String reviewDue();

    @Message
    String answersOverdue(int count);

    @Message
    String answersNone();

    @Message
    String answersCaption();

    @Message
    String lateSince();

    @Message
    String logWhole();

    @Message
    String logWholeText(long count);

    @Message
    String continued();

    @Message
    String continuedText(String name, long signed, long kept);

    @Message
    String signedAt();

    @Message
    String logWaits();

    @Message
    String logWaitsText();

    @Message
    String logSize();

    @Message
    String lastCheckpoint();

    @Message
    String entriesAt(long count);

    @Message
    String none();

    @Message
    String incompleteSince();

    @Message
    String nothingLacks();

    @Message
    String lastTimestamp();

    @Message
    String noTimestamp();

    @Message
    String lastCompleteness();

    @Message
    String witnesses();

    @Message
    String witness();

    @Message
    String noWitness();

    @Message
    String checkYourself();

    @Message
    String checkYourselfHow();

    @Message
    String complaintWaits();

    @Message
    String deferralsCurrent(int count);

    @Message
    String deferralsNone();

    @Message
    String deferralsCaption();

    @Message
    String deferralEnd();

    @Message
    String deferralsEarlier();

    @Message
    String deferralReason();

    @Message
    String releasedSource();

    @Message
    String deferral();

    /** The second employee of a consent that an office recorded. */
    @Message
    String confirmedBy();

    @Message
    String givenBy(String channel, String signer);

    @Message
    String recordedByTwo(@Nullable String recordedBy, String confirmedBy);

    @Message
    String interpreted();
}
