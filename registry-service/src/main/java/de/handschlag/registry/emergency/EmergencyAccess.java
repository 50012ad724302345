package de.handschlag.registry.emergency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.EmergencyAccessReviewed.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.emergency.EmergencyAccesses.InboxEntry;

/**
 * One employee's access to one person, for a short time. Opened once, reviewed once, never changed otherwise; the
 * database's grants hold that too, so that only what changed is written.
 */
@Entity
@Table(name = "emergency_access")
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // Queries read and write what nothing here does.
class EmergencyAccess {

    private static final ProblemType OWN_ACCESS = new ProblemType("own-emergency-access", 403,
            "Nobody reviews their own emergency access", "Niemand überprüft den eigenen Notzugriff",
            "Ask another caseworker of the agency or the data-protection officer.");

    @Id
    private UUID emergencyAccessId;
    private UUID dataSubjectId;
    private String agencyId;
    private String clientId;
    private String employeeId;
    /** Null once the person is erased, as are the typed texts. */
    private @Nullable String caseReference;
    private String purpose;
    private String norm;
    private List<String> attributes;
    private @Nullable String reason;
    private Instant openedAt;
    private Instant expiresAt;
    private Instant reviewDueAt;
    private @Nullable Instant noticeDeferredUntil;
    private @Nullable String noticeDeferredReason;
    @Enumerated(EnumType.STRING)
    private @Nullable Outcome outcome;
    private @Nullable String reviewComment;
    private @Nullable String reviewedBy;
    private @Nullable Instant reviewedAt;
    /** Null until the consent-service knows that there is something to tell the person. */
    private @Nullable Instant personToldAt;

    protected EmergencyAccess() {}

    /** What the log says of the access; it becomes usable once this is acknowledged and the row is committed. */
    EmergencyAccess(EmergencyAccessOpened opened, String employeeId, String agencyId, String reason,
            @Nullable String noticeDeferredReason) {
        this.emergencyAccessId = opened.emergencyAccessId();
        this.dataSubjectId = opened.dataSubjectId();
        this.agencyId = agencyId;
        this.clientId = opened.requester().clientId();
        this.employeeId = employeeId;
        this.caseReference = opened.caseReference();
        this.purpose = opened.purpose();
        this.norm = opened.norm();
        this.attributes = opened.attributes();
        this.reason = reason;
        this.openedAt = opened.openedAt();
        this.expiresAt = opened.expiresAt();
        this.reviewDueAt = opened.reviewDueAt();
        this.noticeDeferredUntil = opened.noticeDeferredUntil();
        this.noticeDeferredReason = noticeDeferredReason;
    }

    boolean isOf(@Nullable String agency) {
        return agencyId.equals(agency);
    }

    /** What of it a read learns that names it. */
    NamedEmergencyAccess named(Requester requester, String readPurpose, String readCase, Instant now) {
        // An Employee-Reference is the word of the client that sends it: another client's is not the same employee.
        boolean open = clientId.equals(requester.clientId()) && employeeId.equals(requester.employeeId())
                && purpose.equals(readPurpose) && readCase.equals(caseReference) && now.isBefore(expiresAt);
        return new NamedEmergencyAccess(emergencyAccessId, open, dataSubjectId, norm, attributes, noticeDeferredUntil);
    }

    /**
     * The second person's finding; final.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 to whoever opened it, 409 if it is reviewed already
     */
    EmergencyAccessReviewed review(Requester reviewer, String reviewerId, Outcome found, String comment, Instant now) {
        if (employeeId.equals(reviewerId)) {
            throw OWN_ACCESS.because("A second person has to look at it (R21).");
        }
        if (outcome != null) {
            throw ProblemType.CONFLICT.because("This emergency access is reviewed already.");
        }
        outcome = found;
        // Of an erased person nothing is written down any more.
        reviewComment = reason == null ? null : comment;
        reviewedBy = reviewerId;
        reviewedAt = now;
        return new EmergencyAccessReviewed(emergencyAccessId, dataSubjectId, reviewer, agencyId, purpose, found, now,
                noticeDeferredUntil);
    }

    /** As the data-protection officer sees it. */
    InboxEntry inboxEntry(Instant now) {
        return new InboxEntry(emergencyAccessId, dataSubjectId, agencyId, clientId, employeeId, caseReference, purpose,
                norm, attributes, reason, openedAt, expiresAt, reviewDueAt,
                outcome == null && reviewDueAt.isBefore(now), noticeDeferredUntil, noticeDeferredReason, outcome,
                reviewComment, reviewedBy, reviewedAt);
    }
}
