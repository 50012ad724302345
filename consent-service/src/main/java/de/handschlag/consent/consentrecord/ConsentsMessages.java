package de.handschlag.consent.consentrecord;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of a person's pages about what they decided, how they take it back, and what becomes of that. */
@MessageBundle(value = "consents", locale = "de")
public interface ConsentsMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String none();

    @Message
    String waiting();

    @Message
    String given();

    @Message
    String refused();

    @Message
    String withdrawn();

    /** Taken back on paper, as the office recorded. */
    @Message
    String withdrawnOnPaper();

    @Message
    String withdrawnByWord();

    @Message
    String expired();

    @Message
    String invalidated();

    @Message
    String replaced();

    @Message
    String takenBack();

    @Message
    String lapsed();

    @Message
    String purpose();

    @Message
    String office();

    @Message
    String asked();

    @Message
    String decided();

    @Message
    String until();

    @Message
    String ended();

    @Message
    String details();

    @Message
    String decide();

    @Message
    String takeBack();

    @Message
    String takeBackAll();

    @Message
    String allowed();

    @Message
    String wasAllowed();

    @Message
    String notAllowed();

    @Message
    String requested();

    @Message
    String explicit();

    @Message
    String basis();

    @Message
    String reference();

    @Message
    String history();

    @Message
    String newer();

    @Message
    String invalidatedWhy();

    @Message
    String readTitle();

    @Message
    String readHint();

    @Message
    String version();

    @Message
    String language();

    @Message
    String hash();

    @Message
    String proof();

    @Message
    String back();

    @Message
    String printHint();

    @Message
    String withdrawalTitle();

    @Message
    String withdrawalAllTitle();

    @Message
    String ends();

    @Message
    String endsHint();

    @Message
    String copies();

    @Message
    String stays();

    @Message
    String staysHint();

    @Message
    String noDisadvantage();

    @Message
    String withdraw();

    @Message
    String notWithdrawn();

    @Message
    String overTitle();

    @Message
    String over();

    @Message
    String overReplaced();

    @Message
    String progressTitle();

    @Message
    String progressPendingTitle();

    @Message
    String progressEndedTitle();

    @Message
    String saved();

    @Message
    String pending();

    @Message
    String pendingMark();

    @Message
    String enforced();

    @Message
    String enforcedMark();

    @Message
    String enforcedAt();

    @Message
    String copy();

    @Message
    String nothingReceived();

    @Message
    String told();

    @Message
    String open();

    @Message
    String openUntil();

    @Message
    String late();

    @Message
    String lateSince();

    @Message
    String deleted();

    @Message
    String restricted();

    @Message
    String kept();

    @Message
    String corrected();

    @Message
    String answered();

    @Message
    String norm();

    @Message
    String away();

    @Message
    String lookAgain();

    @Message
    String toHome();

    /** Title of the receipt, and the link to it. */
    @Message
    String receipt();

    @Message
    String receiptMade();

    @Message
    String receiptScan();

    @Message
    String receiptLook();

    /** Heading of the releases from secrecy beside a consent. */
    @Message
    String secrecy();

    @Message
    String released();

    @Message
    String notReleased();

    /** Button that gives a release. */
    @Message
    String release();

    @Message
    String releaseMissing();

    /** Button that takes a release back. */
    @Message
    String takeBackRelease();

    /** Why a release ended that the person did not take back. */
    @Message
    String releaseEndedWhy();

    /** Given on paper, as the office recorded. */
    @Message
    String givenOnPaper();

    @Message
    String givenByWord();

    /** The person said that they never gave what the office recorded. */
    @Message
    String contested();

    /** The question, its explanation, and its two answers, whether what the office recorded is so. */
    @Message
    String didYouSay();

    @Message
    String didYouSayHint();

    @Message
    String saidIt();

    @Message
    String didNotSay();

    @Message
    String byGuardian();

    @Message
    String interpreted();
}
