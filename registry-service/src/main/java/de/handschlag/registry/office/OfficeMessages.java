package de.handschlag.registry.office;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the caseworkers' pages. */
@MessageBundle(value = "office", locale = "de")
public interface OfficeMessages {

    @Message
    String home();

    @Message
    String cases();

    @Message
    String requests();

    @Message
    String obligations();

    @Message
    String emergency();

    @Message
    String expiring();

    @Message
    String caseReference();

    @Message
    String caseReferenceHint();

    @Message
    String caseReferenceWrong();

    @Message
    String purpose();

    @Message
    String purposeHint();

    @Message
    String purposeMissing();

    @Message
    String choose();

    @Message
    String open();

    @Message
    String noPurposes();

    @Message
    String noPurposesNext();

    @Message
    String waits();

    @Message
    String waitingObligations(long count);

    @Message
    String waitingExpiring(long count);

    @Message
    String waitingReviews(long count);

    @Message
    String oneCase();

    @Message
    String attribute();

    @Message
    String value();

    @Message
    String source();

    @Message
    String sourceUnnamed();

    @Message
    String asOf();

    @Message
    String basis();

    @Message
    String until();

    @Message
    String byConsent();

    @Message
    String byNorm();

    @Message
    String soonOver();

    @Message
    String valuesCaption();

    @Message
    String noValues();

    @Message
    String missing();

    @Message
    String missingText();

    @Message
    String fresh(String seconds);

    @Message
    String onlyThisPurpose();

    @Message
    String denied();

    @Message
    String deniedText();

    @Message
    String deniedAsk();

    @Message
    String ask();

    @Message
    String readByConsent();

    @Message
    String groundsTitle();

    @Message
    String groundsLead();

    @Message
    String fileNumber();

    @Message
    String fileNumberHint();

    @Message
    String readReason();

    @Message
    String readReasonHint();

    @Message
    String fileNumberMissing(int most);

    @Message
    String readReasonMissing(int least, int most);

    @Message
    String readByStatute();

    @Message
    String otherPurposes();

    @Message
    String askLead();

    @Message
    String askWhat();

    @Message
    String askRequired();

    @Message
    String askMonths();

    @Message
    String askNothing();

    @Message
    String askMonthsWrong();

    @Message
    String askStatute();

    @Message
    String askRefused();

    @Message
    String askSend();

    @Message
    String askPersonReads();

    @Message
    String askPersonReadsHint();

    @Message
    String askNotPossible();

    @Message
    String noSuchCase();

    @Message
    String requestsLead();

    @Message
    String requestsNone();

    @Message
    String requestsCaption();

    @Message
    String requestedOn();

    @Message
    String requestState(String state);

    @Message
    String state();

    @Message
    String data();

    @Message
    String takeBack();

    @Message
    String askedDone();

    @Message
    String askedDoneText();

    @Message
    String takeBackHint();

    @Message
    String takenBackDone();

    @Message
    String stale();

    @Message
    String staleText();

    /** The link to the page of a withdrawal on paper or by word of mouth, its title, and its button. */
    @Message
    String recordWithdrawal();

    @Message
    String withdrawalLead();

    @Message
    String withdrawalHow();

    @Message
    String withdrawalChannel(String channel);

    @Message
    String withdrawalChannelMissing();

    @Message
    String withdrawalReason();

    @Message
    String withdrawalReasonHint();

    @Message
    String withdrawalReasonMissing();

    @Message
    String withdrawalNone();

    @Message
    String withdrawalDone();

    @Message
    String withdrawalPending();

    @Message
    String casesLead();

    @Message
    String casesNone();

    @Message
    String casesCaption();

    @Message
    String linkedOn();

    @Message
    String caseWhat();

    @Message
    String caseLook();

    @Message
    String caseCode();

    @Message
    String codeLead();

    @Message
    String codeMake();

    @Message
    String codeNew();

    @Message
    String codeNewHint();

    @Message
    String codeShown();

    @Message
    String codePicture();

    @Message
    String codeUntil();

    @Message
    String codeOnce();

    /** The link to the page that makes a code for a guardian (R11), and its title. */
    @Message
    String guardianCode();

    @Message
    String guardianCodeLead();

    @Message
    String guardianCodeShown();

    @Message
    String guardianCodeAnother();

    @Message
    String guardianKindAsked();

    @Message
    String guardianKind(String kind);

    @Message
    String guardianKindMissing();

    @Message
    String guardianProofAsked();

    @Message
    String guardianProof(String proof);

    @Message
    String guardianProofMissing();

    @Message
    String guardianBirthDate();

    @Message
    String guardianBirthDateHint();

    @Message
    String guardianBirthDateMissing();

    @Message
    String guardianBirthDateSurplus();

    @Message
    String guardianBirthDateWrong();

    @Message
    String guardianBirthDateDiffers();

    @Message
    String expiringLead();

    @Message
    String expiringNone();

    @Message
    String expiringCaption();

    @Message
    String obligationsLead();

    @Message
    String obligationsNone();

    @Message
    String obligationsCaption();

    @Message
    String obligationsAnswered();

    @Message
    String obligationsNoneAnswered();

    @Message
    String answeredCaption();

    @Message
    String obligation();

    @Message
    String readByNorm();

    @Message
    String cause(String cause);

    @Message
    String releasedSource();

    @Message
    String releaseEnded();

    @Message
    String sourceNotNamed();

    @Message
    String why();

    @Message
    String since();

    @Message
    String due();

    @Message
    String overdue();

    @Message
    String stateOf(String state);

    @Message
    String whatDone();

    @Message
    String outcomeOf(String outcome);

    @Message
    String outcomeMissing();

    @Message
    String norm();

    @Message
    String normHint();

    @Message
    String normMissing();

    @Message
    String normSurplus();

    @Message
    String answer();

    @Message
    String answerFinal();

    @Message
    String answered();

    @Message
    String emergencyLead(long minutes);

    @Message
    String emergencyNoPurpose();

    @Message
    String emergencyNoPurposeText();

    @Message
    String emergencyOpen();

    @Message
    String emergencyBasis();

    @Message
    String basisMissing();

    @Message
    String reason();

    @Message
    String reasonHint();

    @Message
    String reasonMissing(int least);

    @Message
    String tooLong(int most);

    @Message
    String emergencyWaiting();

    @Message
    String emergencyNone();

    @Message
    String emergencyCaption();

    @Message
    String emergencyOne();

    @Message
    String openedAt();

    @Message
    String openUntil();

    @Message
    String reviewUntil();

    @Message
    String byMe();

    @Message
    String byColleague();

    @Message
    String openedBy();

    @Message
    String emergencyView();

    @Message
    String emergencyOver();

    @Message
    String emergencyOwnReview();

    @Message
    String review();

    @Message
    String reviewTitle();

    @Message
    String finding();

    @Message
    String findingMissing();

    @Message
    String comment();

    @Message
    String commentHint();

    @Message
    String commentMissing();

    @Message
    String reviewSend();

    @Message
    String reviewFinal();

    @Message
    String reviewedAt();

    @Message
    String reviewed();

    @Message
    String link();

    @Message
    String linkLead();

    @Message
    String linkWho();

    @Message
    String linkByCode();

    @Message
    String linkByCodeHint();

    @Message
    String linkNew();

    @Message
    String linkNewHint();

    @Message
    String linkCode();

    @Message
    String linkCodeHint();

    @Message
    String linkCodeMissing();

    @Message
    String linkCodeSurplus();

    @Message
    String linkCodeWrong();

    @Message
    String linkTaken();

    @Message
    String linkSend();

    @Message
    String deferrals();

    @Message
    String waitingDeferrals(long count);

    @Message
    String onlyThisPurposeLater();

    @Message
    String fileNumberOfDeferral();

    @Message
    String whenShown();

    @Message
    String shownAtOnce();

    @Message
    String shownLater();

    @Message
    String whenShownMissing();

    @Message
    String deferralLead();

    @Message
    String deferralNoPurpose();

    @Message
    String deferralNoPurposeText();

    @Message
    String deferralReason();

    @Message
    String deferralReasonHint();

    @Message
    String deferralReasonMissing(int least);

    @Message
    String deferralReasonRepeated();

    @Message
    String deferralNotHere();

    @Message
    String deferralDays();

    @Message
    String deferralDaysHint();

    @Message
    String deferralDaysWrong(int most);

    @Message
    String deferralRequest();

    @Message
    String deferralsCurrent();

    @Message
    String deferralsNone();

    @Message
    String deferralsCaption();

    @Message
    String deferralOne();

    @Message
    String deferralNorm();

    @Message
    String deferralEnd();

    @Message
    String deferralReviewUntil();

    @Message
    String deferralEarlier();

    @Message
    String deferralEarlierCount(long count);

    @Message
    String deferralState(String state);

    @Message
    String deferralOwnReview();

    @Message
    String deferralFinding();

    @Message
    String deferralFindingOf(String outcome);

    @Message
    String deferralFindingMissing();

    @Message
    String deferralLift();

    @Message
    String deferralLiftHint();

    @Message
    String deferralLiftedAt();

    @Message
    String requestedBy();

    @Message
    String requestedAt();

    @Message
    String corrections();

    @Message
    String correction();

    @Message
    String correctionsLead();

    @Message
    String waitingCorrections(long count);

    @Message
    String correctionWish();

    @Message
    String wishOf(String wish);

    @Message
    String rightValue();

    @Message
    String personWords();

    @Message
    String correctionRestricts();

    @Message
    String correctionRestrictsText();

    @Message
    String correctionWhatDone();

    @Message
    String correctionOutcomeOf(String outcome);

    @Message
    String correctionMissing();

    @Message
    String correctionNotMade();

    @Message
    String correctionNothingKept();

    @Message
    String keptReason();

    @Message
    String keptReasonHint();

    @Message
    String keptReasonOf(String reason);

    @Message
    String keptReasonMissing();

    @Message
    String keptReasonSurplus();

    @Message
    String correctionFinal();

    @Message
    String contested();

    /** The link to the page on which an employee records a consent on paper or by word of mouth, its title, and its button. */
    @Message
    String recordApproval();

    @Message
    String approvalLead();

    @Message
    String approvalLanguage();

    @Message
    String approvalShow();

    @Message
    String approvalRead();

    @Message
    String approvalReadHint();

    @Message
    String approvalNotInLanguage();

    @Message
    String approvalGerman();

    @Message
    String approvalSignature();

    @Message
    String approvalSpecialOnly();

    @Message
    String approvalWhich();

    @Message
    String approvalNothing();

    @Message
    String approvalSpecial(String special);

    @Message
    String approvalMonths();

    @Message
    String approvalHow();

    @Message
    String approvalChannelMissing();

    @Message
    String approvalReasonHint();

    @Message
    String approvalReasonMissing();

    @Message
    String approvalSigner();

    @Message
    String approvalSignerOf(String signer);

    @Message
    String approvalSignerHint();

    @Message
    String approvalSignerMissing();

    @Message
    String approvalInterpreter();

    @Message
    String approvalInterpreterMissing();

    @Message
    String approvalSecond();

    @Message
    String approvalTextChanged();

    @Message
    String approvalClosed();

    @Message
    String approvalStale();

    /** The page on which a second employee confirms it. */
    @Message
    String approvals();

    @Message
    String approvalsLead();

    @Message
    String approvalsNone();

    @Message
    String approvalsCaption();

    @Message
    String approvalRecorded();

    @Message
    String approvalConfirmed();

    @Message
    String approvalUntil();

    @Message
    String approvalOwn();

    @Message
    String approvalConfirmHint();

    @Message
    String approvalConfirm();
}
