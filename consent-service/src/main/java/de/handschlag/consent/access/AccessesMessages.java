package de.handschlag.consent.access;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of a person's pages about who saw what. */
@MessageBundle(value = "accesses", locale = "de")
public interface AccessesMessages {

    @Message
    String title();

    @Message
    String lead();

    @Message
    String none();

    @Message
    String away();

    @Message
    String incomplete();

    @Message
    String lookAgain();

    @Message
    String officer();

    @Message
    String yourself();

    @Message
    String nobody();

    @Message
    String disclosed();

    @Message
    String denied();

    @Message
    String unchanged();

    @Message
    String logRead();

    @Message
    String ownValuesRead();

    @Message
    String emergencyOpened();

    @Message
    String emergencyReviewed();

    @Message
    String answered();

    @Message
    String deleted();

    @Message
    String restricted();

    @Message
    String kept();

    @Message
    String corrected();

    @Message
    String overdue();

    @Message
    String loginRequested();

    @Message
    String loginBound();

    @Message
    String loginUnbound();

    @Message
    String codeMade();

    @Message
    String other();

    @Message
    String emergency();

    @Message
    String byLaw();

    @Message
    String nothingShown();

    @Message
    String late();

    @Message
    String purpose();

    @Message
    String data();

    @Message
    String when();

    @Message
    String office();

    @Message
    String basis();

    @Message
    String norm();

    @Message
    String fileNumber();

    @Message
    String statedReason();

    @Message
    String details();

    @Message
    String detailsOther();

    @Message
    String whyTitle();

    @Message
    String whyNotTitle();

    @Message
    String whyConsent();

    @Message
    String yourPermission();

    @Message
    String whyLaw();

    @Message
    String whyEmergency();

    @Message
    String whyDenied();

    @Message
    String whyNoRight();

    @Message
    String whyOfficer();

    @Message
    String whyObligation();

    @Message
    String whyCorrection();

    @Message
    String queryPurpose();

    @Message
    String forRequest();

    @Message
    String forComplaint();

    @Message
    String forControl();

    @Message
    String forIncident();

    @Message
    String forAuthority();

    @Message
    String proofTitle();

    @Message
    String proof();

    @Message
    String number();

    @Message
    String proofDownload();

    @Message
    String back();

    @Message
    String deferralRequested();

    @Message
    String deferralApproved();

    @Message
    String deferralRefused();

    @Message
    String deferralLifted();

    @Message
    String shownLater();

    @Message
    String deferredUntil();

    @Message
    String deferralReason();

    @Message
    String whyDeferral();
}
