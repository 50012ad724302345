package de.handschlag.registry.notification;

import static java.util.Objects.requireNonNull;

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

import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.ObligationCause;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.text.TextRule;

/**
 * What an agency owes an answer to: data that it received ended, or was corrected (R23, R24). SQL opens it, together with the
 * change that tells of it; the agency answers once.
 */
@Entity
@Table(name = "obligation")
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // Queries read what this class only writes.
class Obligation {

    private static final String SERVICE = "registry-service";

    static final ProblemType ANSWERED_OTHERWISE = new ProblemType("obligation-answered", 409,
            "The obligation has another answer already", "Zu dieser Pflicht liegt schon eine andere Antwort vor",
            "Read the obligation; an answer is not changed, as it stands in the log.");

    @Id
    private UUID obligationId;
    @Enumerated(EnumType.STRING)
    private ObligationCause cause;
    /** Under which the agency received the data; null if it read them by a norm. */
    private @Nullable UUID consentRecordId;
    /** By which the agency read the data; null if it received them under a consent. */
    private @Nullable String readNorm;
    /** Null once the person is erased. */
    private @Nullable UUID dataSubjectId;
    private String agencyId;
    private String purpose;
    private List<String> attributes;
    /** The agency's own; empty once the person is erased and the answer is given. */
    private List<String> caseReferences;
    /** Whose values it is about, as a release from secrecy ended; null otherwise. */
    private @Nullable String releasedSource;
    /** Before then the person may not know of the read; null if the read is shown. */
    private @Nullable Instant noticeDeferredUntil;
    private Instant openedAt;
    private Instant dueAt;
    private @Nullable Instant answeredAt;
    @Enumerated(EnumType.STRING)
    private @Nullable Outcome outcome;
    /** Null unless the data are kept by norm. */
    private @Nullable String norm;
    private @Nullable String answeredClient;
    private @Nullable String answeredEmployee;
    private @Nullable Instant answerRecordedAt;
    private @Nullable Instant overdueRecordedAt;
    /** Null until the consent-service knows that there is something to tell the person. */
    private @Nullable Instant personToldAt;

    protected Obligation() {}

    /** As SQL opens it: either with a consent record, or with the norm of reads, whose notice may be deferred. */
    Obligation(ObligationCause cause, @Nullable UUID consentRecordId, @Nullable String readNorm,
            @Nullable UUID dataSubjectId, String agencyId, String purpose, List<String> attributes,
            List<String> caseReferences, @Nullable Instant noticeDeferredUntil, Instant openedAt, Instant dueAt) {
        this.obligationId = UUID.randomUUID();
        this.cause = cause;
        this.consentRecordId = consentRecordId;
        this.readNorm = readNorm;
        this.noticeDeferredUntil = noticeDeferredUntil;
        this.dataSubjectId = dataSubjectId;
        this.agencyId = agencyId;
        this.purpose = purpose;
        this.attributes = attributes;
        this.caseReferences = caseReferences;
        this.openedAt = openedAt;
        this.dueAt = dueAt;
    }

    /** Whether an answer is open, late or given. */
    enum State {
        OPEN,
        OVERDUE,
        ANSWERED
    }

    State state(Instant now) {
        if (outcome != null) {
            return State.ANSWERED;
        }
        return now.isBefore(dueAt) ? State.OPEN : State.OVERDUE;
    }

    /**
     * Takes the answer; that the obligation has already changes nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if it has another one, 422 if the answer does not fit
     */
    void answer(Outcome given, @Nullable String byNorm, Requester by, Instant now) {
        requireFitting(given, byNorm);
        if (outcome != null) {
            requireSame(outcome, given, byNorm);
            return;
        }
        outcome = given;
        norm = byNorm;
        answeredAt = now;
        answeredClient = by.clientId();
        answeredEmployee = by.employeeId();
        if (isOfErasedPerson()) {
            // G5: no case reference stays that nobody needs.
            caseReferences = List.of();
        }
    }

    private void requireFitting(Outcome given, @Nullable String byNorm) {
        if ((given == Outcome.KEPT_BY_NORM) != (byNorm != null)) {
            throw InvalidRequest.body("norm",
                    byNorm == null
                            ? "is missing; KEPT_BY_NORM names it"
                            : "belongs to KEPT_BY_NORM, and to nothing else");
        }
        if (given == Outcome.CORRECTED && cause != ObligationCause.VALUE_CORRECTED) {
            throw InvalidRequest.body("outcome", "CORRECTED answers a correction only");
        }
    }

    private void requireSame(Outcome before, Outcome given, @Nullable String byNorm) {
        if (before != given || byNorm != null && (norm == null || !TextRule.same(norm, byNorm))) {
            throw ANSWERED_OTHERWISE.because("The answer given was " + before + ".");
        }
    }

    /** The log has the answer. */
    void answerIsRecorded(Instant now) {
        requireNonNull(outcome, "there is no answer");
        answerRecordedAt = now;
    }

    boolean isAnswerRecorded() {
        return answerRecordedAt != null;
    }

    /** The log has it that no answer came in time. */
    void overdueIsRecorded(Instant now) {
        if (state(now) != State.OVERDUE) {
            throw new IllegalStateException("the obligation is not overdue");
        }
        overdueRecordedAt = now;
    }

    /** The consent-service knows that the person is to be told that no answer came in time. */
    void personIsTold(Instant now) {
        if (state(now) != State.OVERDUE) {
            throw new IllegalStateException("the obligation is not overdue");
        }
        personToldAt = now;
    }

    /** As the person sees it whose data it is about. */
    OwnObligation own(Instant now) {
        return new OwnObligation(agencyId, consentRecordId, readNorm, purpose, cause, attributes, openedAt, dueAt,
                ObligationView.word(state(now)), outcome, norm, answeredAt);
    }

    /** Null once the person is erased. */
    @Nullable
    UUID dataSubjectId() {
        return dataSubjectId;
    }

    boolean isOfErasedPerson() {
        return dataSubjectId == null;
    }

    /** The answer as the log keeps it. */
    ObligationAnswered answeredEvent() {
        return new ObligationAnswered(dataSubjectId,
                new Requester(agencyId, requireNonNull(answeredClient, "there is no answer"), answeredEmployee),
                obligationId, cause, purpose, attributes, grantIds(), requireNonNull(outcome), norm, openedAt, dueAt,
                requireNonNull(answeredAt), noticeDeferredUntil());
    }

    /** That there is no answer in time, as the log keeps it. */
    ObligationOverdue overdueEvent() {
        return new ObligationOverdue(dataSubjectId, new Requester(agencyId, SERVICE, null), obligationId, cause,
                purpose, attributes, grantIds(), openedAt, dueAt, noticeDeferredUntil());
    }

    private List<UUID> grantIds() {
        return consentRecordId == null ? List.of() : List.of(consentRecordId);
    }

    /** Of an erased person nobody is left to whom it could be shown. */
    private @Nullable Instant noticeDeferredUntil() {
        return isOfErasedPerson() ? null : noticeDeferredUntil;
    }

    /**
     * Without the name of a source whose release ended, but for the data-protection officer.
     *
     * @param ofAll for the data-protection officer, who sees those of all agencies and nobody's case references
     */
    ObligationView view(boolean ofAll, Instant now) {
        return view(ofAll, ofAll, now);
    }

    /**
     * The same for whoever may know of the source.
     *
     * @param namesSource whether a source whose release ended is named
     */
    ObligationView view(boolean ofAll, boolean namesSource, Instant now) {
        return new ObligationView(obligationId, ObligationView.word(state(now)), cause, ofAll ? agencyId : null,
                ofAll ? consentRecordId : null, readNorm, ofAll ? null : caseReferences, purpose, attributes,
                isOfRelease(), namesSource ? releasedSource : null, openedAt, dueAt,
                ofAll ? noticeDeferredUntil() : null, outcome, norm, answeredAt);
    }

    /** Whether it is about one source whose release from secrecy ended. */
    boolean isOfRelease() {
        return releasedSource != null;
    }

    UUID obligationId() {
        return obligationId;
    }

    String agencyId() {
        return agencyId;
    }

    Instant openedAt() {
        return openedAt;
    }
}
