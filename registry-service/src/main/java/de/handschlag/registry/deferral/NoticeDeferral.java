package de.handschlag.registry.deferral;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.deferral.NoticeDeferralView.Finding;
import de.handschlag.registry.deferral.NoticeDeferralView.Standing;

/**
 * A deferral of what one person is shown of one agency's reads, for one purpose and file. Asked for once, reviewed once, lifted at most
 * once; the database's grants hold that too, so that only what changed is written.
 */
@Entity
@Table(name = "notice_deferral")
@DynamicUpdate
class NoticeDeferral {

    private static final ProblemType OWN_DEFERRAL = new ProblemType("own-notice-deferral", 403,
            "Nobody approves their own deferral", "Niemand genehmigt den eigenen Aufschub",
            "Ask another caseworker of the agency.");

    @Id
    private UUID noticeDeferralId;
    private UUID dataSubjectId;
    private String agencyId;
    private String caseReference;
    private String purpose;
    private String norm;
    private String fileNumber;
    private String reason;
    private String requestedBy;
    private Instant requestedAt;
    private Instant reviewDueAt;
    private Instant endsAt;
    @Enumerated(EnumType.STRING)
    private @Nullable Finding outcome;
    private @Nullable String reviewComment;
    private @Nullable String reviewedBy;
    private @Nullable Instant reviewedAt;
    private @Nullable String liftedBy;
    private @Nullable Instant liftedAt;

    protected NoticeDeferral() {}

    /** What the log says of the wish; nothing is deferred before it is approved. */
    NoticeDeferral(NoticeDeferralChanged requested, String requestedBy, Instant reviewDueAt) {
        this.noticeDeferralId = requested.noticeDeferralId();
        this.dataSubjectId = requested.dataSubjectId();
        this.agencyId = requested.agencyId();
        this.caseReference = requested.caseReference();
        this.purpose = requested.purpose();
        this.norm = requested.norm();
        this.fileNumber = requested.fileNumber();
        this.reason = requested.reason();
        this.requestedBy = requestedBy;
        this.requestedAt = requested.changedAt();
        this.reviewDueAt = reviewDueAt;
        this.endsAt = requested.endsAt();
    }

    UUID person() {
        return dataSubjectId;
    }

    String agency() {
        return agencyId;
    }

    String purpose() {
        return purpose;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    Standing state(Instant now) {
        if (liftedAt != null) {
            return Standing.LIFTED;
        }
        return switch (outcome) {
            case null -> now.isBefore(reviewDueAt) ? Standing.WAITING : Standing.LAPSED;
            case REFUSED -> Standing.REFUSED;
            case APPROVED -> now.isBefore(endsAt) ? Standing.IN_FORCE : Standing.ENDED;
        };
    }

    /** Whether a read of this case for this purpose and file may name it now. */
    boolean covers(String readingAgency, String readPurpose, String readCase, String readFile, Instant now) {
        return state(now) == Standing.IN_FORCE && agencyId.equals(readingAgency) && purpose.equals(readPurpose)
                && caseReference.equals(readCase) && fileNumber.equals(readFile);
    }

    /** What a read learns that names it. */
    NamedNoticeDeferral named() {
        return new NamedNoticeDeferral(noticeDeferralId, dataSubjectId, reason, endsAt);
    }

    /**
     * The second person's finding; final.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 to whoever asked for it, 409 unless it waits
     */
    NoticeDeferralChanged review(Requester reviewer, String reviewerId, Finding found, String comment, Instant now) {
        if (requestedBy.equals(reviewerId)) {
            throw OWN_DEFERRAL.because("A second person has to look at it (R22).");
        }
        if (state(now) != Standing.WAITING) {
            throw ProblemType.CONFLICT.because(outcome == null
                    ? "Nobody reviewed this deferral in time; it has to be asked for anew."
                    : "This deferral is reviewed already.");
        }
        outcome = found;
        reviewComment = comment;
        reviewedBy = reviewerId;
        reviewedAt = now;
        return changed(reviewer, switch (found) {
            case APPROVED -> NoticeDeferralChanged.State.APPROVED;
            case REFUSED -> NoticeDeferralChanged.State.REFUSED;
        }, now, endsAt);
    }

    /**
     * Its end before its time: the person is shown at once what it deferred.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 unless it is in force
     */
    NoticeDeferralChanged lift(Requester by, String byId, Instant now) {
        if (state(now) != Standing.IN_FORCE) {
            throw ProblemType.CONFLICT.because("This deferral is not in force.");
        }
        liftedBy = byId;
        liftedAt = now;
        return changed(by, NoticeDeferralChanged.State.LIFTED, now, null);
    }

    private NoticeDeferralChanged changed(Requester by, NoticeDeferralChanged.State state, Instant now,
            @Nullable Instant noticeDeferredUntil) {
        return new NoticeDeferralChanged(noticeDeferralId, dataSubjectId, by, agencyId, caseReference, purpose, norm,
                fileNumber, reason, state, now, endsAt, noticeDeferredUntil);
    }

    /** @param earlier how many of this person and purpose were approved before */
    NoticeDeferralView view(long earlier, Instant now) {
        return new NoticeDeferralView(noticeDeferralId, caseReference, purpose, norm, fileNumber, reason, requestedBy,
                requestedAt, reviewDueAt, endsAt, state(now), earlier, reviewComment, reviewedBy, reviewedAt, liftedBy,
                liftedAt);
    }
}
