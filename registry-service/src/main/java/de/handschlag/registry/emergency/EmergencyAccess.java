package de.handschlag.registry.emergency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.EmergencyAccessReviewed.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/**
 * One employee's access to one person, for a short time. Opened once, reviewed once, never changed otherwise; the
 * database's grants hold that too, so that only what changed is written.
 */
@Entity
@Table(name = "emergency_access")
@DynamicUpdate
class EmergencyAccess {

    private static final ProblemType OWN_ACCESS = new ProblemType("own-emergency-access", 403,
            "Nobody reviews their own emergency access", "Niemand überprüft den eigenen Notzugriff",
            "Ask another caseworker of the agency or the data-protection officer.");

    @Id
    @Column(name = "emergency_access_id")
    UUID emergencyAccessId;

    @Column(name = "data_subject_id")
    UUID dataSubjectId;

    @Column(name = "agency_id")
    String agencyId;

    @Column(name = "client_id")
    String clientId;

    @Column(name = "employee_id")
    String employeeId;

    /** Null once the person is erased, as are the typed texts. */
    @Column(name = "case_reference")
    @Nullable
    String caseReference;

    String purpose;

    String norm;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(columnDefinition = "text[]")
    List<String> attributes;

    @Nullable
    String reason;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "review_due_at")
    Instant reviewDueAt;

    @Column(name = "notice_deferred_until")
    @Nullable
    Instant noticeDeferredUntil;

    @Column(name = "notice_deferred_reason")
    @Nullable
    String noticeDeferredReason;

    @Enumerated(EnumType.STRING)
    @Nullable
    Outcome outcome;

    @Column(name = "review_comment")
    @Nullable
    String reviewComment;

    @Column(name = "reviewed_by")
    @Nullable
    String reviewedBy;

    @Column(name = "reviewed_at")
    @Nullable
    Instant reviewedAt;

    EmergencyAccess() {
        // for Hibernate
    }

    /** What the log says of the access; it becomes usable once this is acknowledged and the row is committed. */
    static EmergencyAccess of(EmergencyAccessOpened opened, String employeeId, String agencyId, String reason,
            @Nullable String noticeDeferredReason) {
        EmergencyAccess access = new EmergencyAccess();
        access.emergencyAccessId = opened.emergencyAccessId();
        access.dataSubjectId = opened.dataSubjectId();
        access.agencyId = agencyId;
        access.clientId = opened.requester().clientId();
        access.employeeId = employeeId;
        access.caseReference = opened.caseReference();
        access.purpose = opened.purpose();
        access.norm = opened.norm();
        access.attributes = opened.attributes();
        access.reason = reason;
        access.openedAt = opened.openedAt();
        access.expiresAt = opened.expiresAt();
        access.reviewDueAt = opened.reviewDueAt();
        access.noticeDeferredUntil = opened.noticeDeferredUntil();
        access.noticeDeferredReason = noticeDeferredReason;
        return access;
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
}
