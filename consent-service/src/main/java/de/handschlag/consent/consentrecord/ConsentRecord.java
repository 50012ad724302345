package de.handschlag.consent.consentrecord;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.ApprovalEvidence.Answer;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.event.WithdrawalEvidence;

/**
 * One request for consent and what became of it. Each transition takes the person's next revision, refuses what the status
 * does not allow, and returns the event that tells of it. Nothing acts backwards (R4): a grant begins when it is given.
 */
@Entity
@Table(name = "consent_record")
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class ConsentRecord {

    /** Reason of the end of a request that its agency took back. */
    static final String TAKEN_BACK = "request-taken-back";
    /** Nobody answered the request in time. */
    static final String LAPSED = "request-lapsed";
    /** The person was asked this already, or said no to it: they are not shown it again (R2). */
    static final String ASKED_AGAIN = "asked-again";
    /** The agency asked for all of this and more before the person decided. */
    static final String ASKED_FOR_MORE = "asked-for-more";

    private static final Duration MOST_DAYS_READING = Duration.ofDays(27);

    @Id
    private UUID id;
    private UUID dataSubjectId;
    private String agencyId;
    private String agencyType;
    private int recipientVersion;
    private String caseReference;
    private String purpose;
    @Enumerated(EnumType.STRING)
    private ConsentStatus status;
    private List<String> requestedAttributes;
    /** Those of them that the person is asked for: the others wait in another request, or were said no to. */
    private List<String> putAttributes;
    private List<String> attributes;
    private List<String> explicitAttributes;
    /** Sources whose secrecy the person has released (R9); counts while the grant is in force. */
    private List<String> releasedSources;
    private String legalBasis;
    private short months;
    private Instant requestedAt;
    /** Until when it waits for the person, exclusive. */
    private Instant lapsesAt;
    private @Nullable Instant decidedAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant endedAt;
    private @Nullable String endReason;
    private @Nullable UUID replacedBy;
    private @Nullable Instant takenBackAt;
    /** Whether the record ended and no event has told of it yet. */
    private boolean endUntold;
    /** Not before this the end of a request is told that nobody decided; null for at once. */
    private @Nullable Instant toldFrom;
    @Embedded
    private @Nullable DecisionEvidence evidence;
    /** Bindings of the logins that decided and that withdrew (R35); null if none did, or if that was never recorded. */
    private @Nullable UUID decidedByLoginBinding;
    private @Nullable UUID endedByLoginBinding;
    /** What shows a withdrawal that the recipient recorded; null if there was none, or the person withdrew by a login. */
    @Embedded
    private @Nullable RecordedWithdrawal recordedWithdrawal;
    /** What shows an approval that the recipient recorded; null if there was none, or the person approved by a login. */
    @Embedded
    private @Nullable RecordedApproval recordedApproval;
    private long consentRevision;

    protected ConsentRecord() {}

    /**
     * @param put      what the person is asked for, of what the agency asks for
     * @param lapsesAt until when it waits for the person, exclusive
     * @param untold   how long after its end without a decision that is told
     */
    ConsentRecord(UUID dataSubjectId, RequestedConsent request, List<String> put, Instant now, Instant lapsesAt,
            Duration untold) {
        this.id = UUID.randomUUID();
        this.dataSubjectId = dataSubjectId;
        this.agencyId = request.agencyId();
        this.agencyType = request.agencyType();
        this.recipientVersion = request.recipientVersion();
        this.caseReference = request.caseReference();
        this.purpose = request.purpose();
        this.status = ConsentStatus.REQUESTED;
        this.requestedAttributes = request.attributes();
        this.putAttributes = put;
        this.attributes = put;
        this.explicitAttributes = List.of();
        this.releasedSources = List.of();
        this.legalBasis = request.legalBasis();
        this.months = (short) request.months();
        this.requestedAt = now;
        this.lapsesAt = lapsesAt;
        this.toldFrom = lapsesAt.plus(untold);
    }

    /** Is from now on what the topic has (ADR 39). */
    void become(ConsentRecordEvent event, @Nullable DecisionEvidence evidence) {
        ConsentRecordState state = event.consentRecord();
        id = state.consentRecordId();
        months = (short) monthsAs(state);
        status = switch (event) {
            case ConsentRequested e -> ConsentStatus.REQUESTED;
            case ConsentGiven e -> ConsentStatus.GIVEN;
            case SecrecyReleased e -> ConsentStatus.GIVEN;
            case SecrecyReleaseWithdrawn e -> ConsentStatus.GIVEN;
            case ConsentRefused e -> ConsentStatus.REFUSED;
            case ConsentWithdrawn e -> ConsentStatus.WITHDRAWN;
            case ConsentExpired e -> ConsentStatus.EXPIRED;
            case ConsentInvalidated e -> ConsentStatus.INVALIDATED;
        };
        attributes = state.attributes();
        explicitAttributes = state.explicitAttributes();
        releasedSources = Objects.requireNonNullElse(state.releasedSources(), List.of());
        decidedAt = state.decidedAt();
        expiresAt = state.expiresAt();
        endedAt = state.endedAt();
        endReason = state.endReason();
        replacedBy = state.replacedBy();
        takenBackAt = TAKEN_BACK.equals(endReason) ? endedAt : takenBackAt;
        endUntold = false;
        decidedByLoginBinding = state.decidedByLoginBinding();
        endedByLoginBinding = state.endedByLoginBinding();
        WithdrawalEvidence recorded = state.withdrawalEvidence();
        recordedWithdrawal = recorded == null ? null : RecordedWithdrawal.of(recorded);
        ApprovalEvidence approval = state.approvalEvidence();
        recordedApproval = approval == null ? null : RecordedApproval.of(approval);
        this.evidence = evidence;
        consentRevision = event.consentRevision();
    }

    /** How long was asked for: at least the grant's length, which its event tells by its ends only; the person may have shortened it. */
    int monthsAs(ConsentRecordState state) {
        Instant from = state.decidedAt();
        Instant until = state.expiresAt();
        // A month that is too short for the day ends up to three days early.
        return from == null || until == null
                ? months
                : Math.max(months, Math.toIntExact(ChronoUnit.MONTHS.between(from.atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC).plusDays(3))));
    }

    ConsentRequested request(long revision) {
        consentRevision = revision;
        return new ConsentRequested(dataSubjectId, revision, state());
    }

    /**
     * Who refused can still approve; whether that is of use to anybody is for the caller to know.
     *
     * @param forMonths   how long, at most what was asked for
     * @param countedFrom from which the notice that the person read counted the months; not later than now
     * @param latestEnd   at which it ends at the latest (R11); null for no such day
     */
    ConsentGiven approve(Grant grant, int forMonths, DecisionEvidence evidence, UUID byLoginBinding, long revision,
            Instant now, Instant countedFrom, @Nullable Instant latestEnd) {
        if (status != ConsentStatus.REFUSED) {
            requireWaiting(now);
        }
        status = ConsentStatus.GIVEN;
        attributes = grant.attributes();
        explicitAttributes = grant.explicitAttributes();
        releasedSources = List.of();
        this.evidence = evidence;
        decidedByLoginBinding = byLoginBinding;
        decidedAt = now;
        Instant end = endOf(forMonths, countedFrom);
        expiresAt = latestEnd != null && latestEnd.isBefore(end) ? latestEnd : end;
        consentRevision = revision;
        return new ConsentGiven(dataSubjectId, revision, state());
    }

    /**
     * The person approved without a login, as two employees of the recipient recorded.
     *
     * @param expiresAt its end as long as the person did not confirm it; at most as long as was agreed
     */
    ConsentGiven approve(Grant grant, DecisionEvidence evidence, RecordedApproval recorded, Instant expiresAt,
            long revision, Instant now) {
        requireWaiting(now);
        if (!grant.explicitAttributes().isEmpty()) {
            throw new IllegalStateException("what needs its own step is given by a login (R5)");
        }
        status = ConsentStatus.GIVEN;
        attributes = grant.attributes();
        explicitAttributes = List.of();
        releasedSources = List.of();
        this.evidence = evidence;
        recordedApproval = recorded;
        decidedAt = now;
        this.expiresAt = expiresAt;
        consentRevision = revision;
        return new ConsentGiven(dataSubjectId, revision, state());
    }

    /** Whether the person can still say if they said what the office recorded. */
    boolean isToBeAnswered(Instant now) {
        return isInForce(now) && !isReplaced() && recordedApproval != null && recordedApproval.answer() == null;
    }

    /**
     * The person says by a login that they said so: it lasts as was agreed.
     *
     * @param latestEnd as in {@link #approve}
     */
    ConsentGiven confirm(UUID byLoginBinding, long revision, Instant now, @Nullable Instant latestEnd) {
        RecordedApproval recorded = toBeAnswered(now);
        recordedApproval = recorded.answered(Answer.CONFIRMED);
        decidedByLoginBinding = byLoginBinding;
        Instant agreed = recorded.agreedUntil();
        expiresAt = latestEnd != null && latestEnd.isBefore(agreed) ? latestEnd : agreed;
        consentRevision = revision;
        return new ConsentGiven(dataSubjectId, revision, state());
    }

    /** The person says by a login that they did not: with that it ends. */
    ConsentWithdrawn contest(UUID byLoginBinding, long revision, Instant now) {
        recordedApproval = toBeAnswered(now).answered(Answer.CONTESTED);
        return withdraw(byLoginBinding, revision, now);
    }

    private RecordedApproval toBeAnswered(Instant now) {
        RecordedApproval recorded = recordedApproval;
        if (recorded == null || !isToBeAnswered(now)) {
            throw ConsentProblems.NOTHING_TO_ANSWER.because("The record's status is " + statusAt(now).dpvTerm() + ".");
        }
        return recorded;
    }

    /** Whether the person said what they said by a login before: the same answer once more changes nothing. */
    boolean isAnswered(Answer answer) {
        return recordedApproval != null && recordedApproval.answer() == answer;
    }

    ConsentRefused refuse(@Nullable DecisionEvidence evidence, UUID byLoginBinding, long revision, Instant now) {
        requireWaiting(now);
        status = ConsentStatus.REFUSED;
        this.evidence = evidence;
        decidedByLoginBinding = byLoginBinding;
        decidedAt = now;
        consentRevision = revision;
        return new ConsentRefused(dataSubjectId, revision, state());
    }

    ConsentWithdrawn withdraw(UUID byLoginBinding, long revision, Instant now) {
        return withdraw(byLoginBinding, null, revision, now);
    }

    /** The person withdrew without a login, as an employee of the recipient recorded. */
    ConsentWithdrawn withdraw(RecordedWithdrawal recorded, long revision, Instant now) {
        return withdraw(null, recorded, revision, now);
    }

    private ConsentWithdrawn withdraw(@Nullable UUID byLoginBinding, @Nullable RecordedWithdrawal recorded,
            long revision, Instant now) {
        if (!isInForce(now)) {
            throw ConsentProblems.NOT_IN_FORCE.because("The record's status is " + statusAt(now).dpvTerm() + ".");
        }
        endedByLoginBinding = byLoginBinding;
        recordedWithdrawal = recorded;
        replacedBy = null;
        end(ConsentStatus.WITHDRAWN, revision, now);
        return new ConsentWithdrawn(dataSubjectId, revision, state());
    }

    /**
     * The person lets the recipient read what the source contributed under secrecy (R9): for the items and the purpose of this grant,
     * and for as long as it is in force.
     */
    SecrecyReleased release(String sourceAgencyId, DecisionEvidence evidence, UUID byLoginBinding, long revision,
            Instant now) {
        if (!isReleasable(now)) {
            throw SecrecyProblems.noConsentToReleaseFor(this, now);
        }
        if (sourceAgencyId.equals(agencyId) || isReleased(sourceAgencyId)) {
            throw new IllegalStateException("the recipient needs no release, and nobody is released twice");
        }
        releasedSources = Stream.concat(releasedSources.stream(), Stream.of(sourceAgencyId)).sorted().toList();
        consentRevision = revision;
        return new SecrecyReleased(dataSubjectId, revision, state(), sourceAgencyId, evidence.toEvent(),
                byLoginBinding);
    }

    /** Whether it is a grant beside which a release can be declared: what an office recorded, the person confirms before. */
    boolean isReleasable(Instant now) {
        return isInForce(now) && !isReplaced() && !isToBeAnswered(now);
    }

    /**
     * A release ends, as the person takes it back or its source became another agency; the grant itself goes on.
     *
     * @param byLoginBinding null if no login of the person's did it
     */
    SecrecyReleaseWithdrawn withdrawRelease(String sourceAgencyId, @Nullable UUID byLoginBinding, long revision,
            Instant now) {
        if (!isInForce(now) || !isReleased(sourceAgencyId)) {
            throw SecrecyProblems.NOT_RELEASED
                    .because("The record's status is " + statusAt(now).dpvTerm() + ", and the source is not released.");
        }
        releasedSources = releasedSources.stream().filter(source -> !source.equals(sourceAgencyId)).toList();
        consentRevision = revision;
        return new SecrecyReleaseWithdrawn(dataSubjectId, revision, state(), sourceAgencyId, byLoginBinding);
    }

    /** These are released from now on, as the topic has it (ADR 39). */
    void haveReleased(SortedSet<String> sources) {
        releasedSources = List.copyOf(sources);
    }

    /** Whether the recipient may read what the source contributed under secrecy. */
    boolean isReleased(String sourceAgencyId) {
        return releasedSources().contains(sourceAgencyId);
    }

    /** Sorted; with the grant its releases end. */
    List<String> releasedSources() {
        return status == ConsentStatus.GIVEN ? releasedSources : List.of();
    }

    ConsentExpired expire(long revision, Instant now) {
        if (!isDue(now)) {
            throw new IllegalStateException("the grant is not due to expire");
        }
        replacedBy = null;
        end(ConsentStatus.EXPIRED, revision, now);
        return new ConsentExpired(dataSubjectId, revision, state());
    }

    /** The grant or request lost its basis (R7). */
    ConsentInvalidated invalidate(String reason, long revision, Instant now) {
        if (!canBeInvalidated()) {
            throw new IllegalStateException("only a request or a grant can lose its basis");
        }
        replacedBy = null;
        endReason = reason;
        end(ConsentStatus.INVALIDATED, revision, now);
        return new ConsentInvalidated(dataSubjectId, revision, state());
    }

    /** The agency does not want to know any more. Only a request that waits ends by it; that it did remains to be told. */
    void takeBack(Instant now) {
        if (takenBackAt != null) {
            return;
        }
        takenBackAt = now;
        if (status == ConsentStatus.REQUESTED) {
            endUntold(TAKEN_BACK, now);
            // The agency did this itself: there is nothing that it could learn.
            toldFrom = null;
        }
    }

    /** The person is not shown it. That it ended so remains to be told, as of one that its agency took back (R10). */
    void holdBack(Instant now, Duration untold) {
        requireWaiting(now);
        endUntold(ASKED_AGAIN, now);
        toldFrom = now.plus(untold);
    }

    /** Another request asks for all of this and more, and waits in its place. */
    void giveWay(Instant now, Duration untold) {
        requireWaiting(now);
        endUntold(ASKED_FOR_MORE, now);
        toldFrom = now.plus(untold);
    }

    private void endUntold(String reason, Instant now) {
        status = ConsentStatus.INVALIDATED;
        endReason = reason;
        endedAt = now;
        endUntold = true;
    }

    /** Nobody answered in time. */
    ConsentInvalidated lapse(long revision, Instant now) {
        if (!isLapsed(now)) {
            throw new IllegalStateException("the request still waits, or waits no more");
        }
        return invalidate(LAPSED, revision, now);
    }

    /** Tells of an end that no event has told of yet. */
    ConsentInvalidated tellEnd(long revision) {
        if (!endUntold) {
            throw new IllegalStateException("the end of this record was told");
        }
        endUntold = false;
        consentRevision = revision;
        return new ConsentInvalidated(dataSubjectId, revision, state());
    }

    boolean isEndUntold() {
        return endUntold;
    }

    /** A later grant to the same agency for the same purpose takes the place of this one. */
    ConsentInvalidated replace(UUID byRecord, long revision, Instant now) {
        if (status != ConsentStatus.GIVEN) {
            throw new IllegalStateException("only a grant can be replaced");
        }
        replacedBy = byRecord;
        endReason = ConsentRecordState.REPLACED;
        end(ConsentStatus.INVALIDATED, revision, now);
        return new ConsentInvalidated(dataSubjectId, revision, state());
    }

    /** Another grant has its place already; that this one ended remains to be told. */
    void yieldTo(UUID byRecord) {
        if (status != ConsentStatus.GIVEN) {
            throw new IllegalStateException("only a grant can be replaced");
        }
        replacedBy = byRecord;
    }

    void yieldToNobody() {
        replacedBy = null;
    }

    /** Whether a later grant has its place, told or not. */
    boolean isReplaced() {
        return replacedBy != null;
    }

    boolean isInForce(Instant now) {
        return status == ConsentStatus.GIVEN && expiresAt != null && now.isBefore(expiresAt);
    }

    boolean isDue(Instant now) {
        return status == ConsentStatus.GIVEN && !isInForce(now);
    }

    /** Whether the person is asked for a decision now. */
    boolean isWaiting(Instant now) {
        return status == ConsentStatus.REQUESTED && now.isBefore(lapsesAt);
    }

    boolean isLapsed(Instant now) {
        return status == ConsentStatus.REQUESTED && !isWaiting(now);
    }

    /** Whether the person was never shown it. */
    boolean isHeldBack() {
        return ASKED_AGAIN.equals(endReason);
    }

    /**
     * What the person said no to: all of it, or what an approval left out; empty while undecided. What employees left out of what they recorded
     * nobody said no to; but that the person never gave it is a no to all of it.
     */
    List<String> declinedAttributes() {
        if (decidedAt == null) {
            return List.of();
        }
        RecordedApproval recorded = recordedApproval;
        if (recorded != null) {
            return recorded.answer() == Answer.CONTESTED ? putAttributes : List.of();
        }
        return status == ConsentStatus.REFUSED
                ? putAttributes
                : putAttributes.stream().filter(attribute -> !attributes.contains(attribute)).toList();
    }

    boolean canBeInvalidated() {
        return status == ConsentStatus.REQUESTED || status == ConsentStatus.GIVEN;
    }

    /** The status as it is at a moment: a grant or a request ends in time and not when the job comes by. */
    ConsentStatus statusAt(Instant now) {
        return isDue(now) ? ConsentStatus.EXPIRED : isLapsed(now) ? ConsentStatus.INVALIDATED : status;
    }

    /**
     * Whether an approval of this grant would change nothing: the same person sent it twice.
     *
     * @param latestEnd as in {@link #approve}
     */
    boolean isGivenAs(Grant grant, int forMonths, @Nullable Instant latestEnd, Instant now) {
        return isInForce(now) && attributes.equals(grant.attributes())
                && explicitAttributes.equals(grant.explicitAttributes())
                && (lasts(forMonths) || latestEnd != null && latestEnd.equals(expiresAt));
    }

    /** The months are counted from when the notice was read, at most some days before the decision, which is less than a month. */
    private boolean lasts(int forMonths) {
        return decidedAt != null && expiresAt != null && !expiresAt.isAfter(endOf(forMonths, decidedAt))
                && expiresAt.isAfter(endOf(forMonths, decidedAt).minus(MOST_DAYS_READING));
    }

    private static Instant endOf(int forMonths, Instant decision) {
        return decision.atOffset(ZoneOffset.UTC).plusMonths(forMonths).toInstant();
    }

    private void requireWaiting(Instant now) {
        if (!isWaiting(now)) {
            throw ConsentProblems.ALREADY_DECIDED.because("The record's status is " + statusAt(now).dpvTerm() + ".");
        }
    }

    private void end(ConsentStatus status, long revision, Instant now) {
        this.status = status;
        this.endedAt = now;
        this.consentRevision = revision;
    }

    private ConsentRecordState state() {
        return new ConsentRecordState(id, agencyId, purpose, attributes, explicitAttributes, legalBasis, requestedAt,
                decidedAt, expiresAt, endedAt, endReason, evidence == null ? null : evidence.toEvent(),
                decidedByLoginBinding, endedByLoginBinding, replacedBy, releasedSources(),
                recordedWithdrawal == null ? null : recordedWithdrawal.toEvent(),
                recordedApproval == null ? null : recordedApproval.toEvent());
    }

    String messageKey() {
        return ConsentRecordEvent.messageKey(dataSubjectId, id);
    }

    UUID id() {
        return id;
    }

    UUID dataSubjectId() {
        return dataSubjectId;
    }

    String agencyId() {
        return agencyId;
    }

    int recipientVersion() {
        return recipientVersion;
    }

    String agencyType() {
        return agencyType;
    }

    String caseReference() {
        return caseReference;
    }

    String purpose() {
        return purpose;
    }

    ConsentStatus status() {
        return status;
    }

    /** What the agency asked for. */
    List<String> requestedAttributes() {
        return requestedAttributes;
    }

    /** What of it the person is asked for. */
    List<String> putAttributes() {
        return putAttributes;
    }

    List<String> attributes() {
        return attributes;
    }

    List<String> explicitAttributes() {
        return explicitAttributes;
    }

    String legalBasis() {
        return legalBasis;
    }

    int months() {
        return months;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    Instant lapsesAt() {
        return lapsesAt;
    }

    @Nullable
    Instant decidedAt() {
        return decidedAt;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    @Nullable
    String endReason() {
        return endReason;
    }

    /** When the agency took its request back, also one that was decided; null if it did not. */
    @Nullable
    Instant takenBackAt() {
        return takenBackAt;
    }

    @Nullable
    UUID replacedBy() {
        return replacedBy;
    }

    @Nullable
    DecisionEvidence evidence() {
        return evidence;
    }

    @Nullable
    UUID decidedByLoginBinding() {
        return decidedByLoginBinding;
    }

    @Nullable
    UUID endedByLoginBinding() {
        return endedByLoginBinding;
    }

    @Nullable
    RecordedWithdrawal recordedWithdrawal() {
        return recordedWithdrawal;
    }

    @Nullable
    RecordedApproval recordedApproval() {
        return recordedApproval;
    }

    long consentRevision() {
        return consentRevision;
    }
}
