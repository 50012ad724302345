package de.handschlag.registry.correction;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.ValueForm;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.attributevalue.ContestedValues.Stored;
import de.handschlag.registry.personkey.PersonKey;

/** That a person says that one stored value is wrong. Its source answers once, or the person takes it back before. */
@Entity
@Table(name = "correction_request")
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // Queries read what this class only writes.
class CorrectionRequest {

    static final ProblemType ENDED = new ProblemType("correction-request-ended", 409,
            "The request has ended otherwise already", "Die Anfrage ist schon anders beendet",
            "Read the request; an answer is not changed. The person can make another request.");

    @Id
    private UUID correctionRequestId;
    private UUID dataSubjectId;
    private String attribute;
    private String sourceAgencyId;
    @Enumerated(EnumType.STRING)
    private Wish wish;
    private byte @Nullable [] sealedRightValue;
    private byte @Nullable [] sealedWords;
    private byte[] sealedContested;
    @Enumerated(EnumType.STRING)
    private ValueForm contestedForm;
    private boolean restricts;
    private Instant openedAt;
    private Instant dueAt;
    @Enumerated(EnumType.STRING)
    private @Nullable End outcome;
    @Enumerated(EnumType.STRING)
    private @Nullable KeptReason keptReason;
    private @Nullable Instant endedAt;
    private @Nullable String answeredClient;
    private @Nullable String answeredEmployee;
    private @Nullable Instant overdueToldAt;
    private @Nullable Instant answerToldAt;

    protected CorrectionRequest() {}

    /** @param contested what is stored now */
    CorrectionRequest(UUID person, NewCorrectionRequest wanted, Stored contested, PersonKey key, Instant now,
            Instant dueAt) {
        this.correctionRequestId = UUID.randomUUID();
        this.dataSubjectId = person;
        this.attribute = wanted.attribute();
        this.sourceAgencyId = wanted.source();
        this.wish = wanted.wish();
        this.sealedRightValue = sealed(key, "right-value", wanted.rightValue());
        this.sealedWords = sealed(key, "words", wanted.words());
        this.sealedContested = contested.sealed();
        this.contestedForm = contested.form();
        this.restricts = wanted.restrict();
        this.openedAt = now;
        this.dueAt = dueAt;
    }

    /** Whether an answer is open, late or given. */
    enum State {
        OPEN,
        OVERDUE,
        ANSWERED
    }

    /** How it ended. */
    enum End {
        CORRECTED,
        DELETED,
        KEPT,
        TAKEN_BACK
    }

    State state(Instant now) {
        if (outcome != null) {
            return State.ANSWERED;
        }
        return now.isBefore(dueAt) ? State.OPEN : State.OVERDUE;
    }

    boolean isOpen() {
        return outcome == null;
    }

    /** Whether the person wants the same once more. */
    boolean asksFor(NewCorrectionRequest wanted, PersonKey key) {
        return wish == wanted.wish() && restricts == wanted.restrict()
                && Objects.equals(rightValue(key), wanted.rightValue()) && Objects.equals(words(key), wanted.words());
    }

    /**
     * Whether what it contested may not be restricted again while it is stored unchanged: its source has looked and lets it stay, or had
     * no time to, as the person took the request back. Nobody hides a true value for ever by asking again and again.
     */
    boolean barsRestriction() {
        return outcome == End.KEPT || outcome == End.TAKEN_BACK && restricts;
    }

    /**
     * Takes the source's answer; that it has the same already changes nothing.
     *
     * @return whether it was open until now
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if it ended otherwise, 422 if the reason does not fit
     */
    boolean answer(CorrectionOutcome given, @Nullable KeptReason reason, Requester by, Instant now) {
        if ((given == CorrectionOutcome.KEPT) != (reason != null)) {
            throw InvalidRequest.body("reason",
                    reason == null ? "is missing; KEPT says why" : "belongs to KEPT, and to nothing else");
        }
        End end = End.valueOf(given.name());
        if (outcome != null) {
            if (outcome != end || keptReason != reason) {
                throw ENDED.because("It ended as " + outcome + ".");
            }
            return false;
        }
        outcome = end;
        keptReason = reason;
        endedAt = now;
        answeredClient = by.clientId();
        answeredEmployee = by.employeeId();
        return true;
    }

    /**
     * The person wants no answer any more; what they wrote goes at once.
     *
     * @return whether it was open until now
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if it is answered
     */
    boolean takeBack(Instant now) {
        if (outcome == End.TAKEN_BACK) {
            return false;
        }
        if (outcome != null) {
            throw ENDED.because("It is answered.");
        }
        outcome = End.TAKEN_BACK;
        endedAt = now;
        answerToldAt = now;
        sealedRightValue = null;
        sealedWords = null;
        return true;
    }

    /** The consent-service knows that the person is to be told how it stands (R41). */
    void personIsTold(Instant now) {
        if (isOpen()) {
            overdueToldAt = now;
        } else {
            answerToldAt = now;
        }
    }

    Stored contested() {
        return new Stored(sealedContested, contestedForm);
    }

    /** As the person sees it; never one that was taken back. */
    OwnCorrectionRequest own(PersonKey key, Instant now) {
        return new OwnCorrectionRequest(correctionRequestId, attribute, sourceAgencyId, wish, rightValue(key),
                words(key), restricts, openedAt, dueAt, word(now), answered(), keptReason, endedAt);
    }

    /** As its source sees it among others, without what the person wrote. */
    CorrectionRequestView listed(List<String> caseReferences, Instant now) {
        return view(null, caseReferences, null, null, now);
    }

    /** As its source sees it by itself; what the person wrote is of no use any more once it is answered. */
    CorrectionRequestView opened(List<String> caseReferences, PersonKey key, Instant now) {
        return view(null, caseReferences, isOpen() ? rightValue(key) : null, isOpen() ? words(key) : null, now);
    }

    /** As the data-protection officer sees it. */
    CorrectionRequestView ofAll(Instant now) {
        return view(sourceAgencyId, null, null, null, now);
    }

    private CorrectionRequestView view(@Nullable String agency, @Nullable List<String> caseReferences,
            @Nullable String rightValue, @Nullable String words, Instant now) {
        return new CorrectionRequestView(correctionRequestId, word(now), agency, caseReferences, attribute, wish,
                rightValue, words, restricts, openedAt, dueAt, answered(), keptReason, endedAt);
    }

    private String word(Instant now) {
        return state(now).name().toLowerCase(Locale.ROOT);
    }

    private @Nullable CorrectionOutcome answered() {
        return outcome == null ? null : CorrectionOutcome.valueOf(outcome.name());
    }

    private @Nullable String rightValue(PersonKey key) {
        return opened(key, "right-value", sealedRightValue);
    }

    private @Nullable String words(PersonKey key) {
        return opened(key, "words", sealedWords);
    }

    /** For this request only: what one holds does not open in another's place, nor in a value's. */
    private byte @Nullable [] sealed(PersonKey key, String member, @Nullable String text) {
        return text == null ? null : key.seal(place(member), sourceAgencyId, text);
    }

    private @Nullable String opened(PersonKey key, String member, byte @Nullable [] sealed) {
        return sealed == null ? null : key.open(place(member), sourceAgencyId, sealed);
    }

    private String place(String member) {
        return "correction-request/" + correctionRequestId + "/" + member;
    }

    UUID correctionRequestId() {
        return correctionRequestId;
    }

    UUID dataSubjectId() {
        return dataSubjectId;
    }

    String attribute() {
        return attribute;
    }

    String source() {
        return sourceAgencyId;
    }

    boolean restricts() {
        return restricts;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** What the person is told of: that it is late, or answered. */
    String news() {
        return "correction-request/" + (isOpen() ? "overdue" : requireNonNull(outcome).name()) + "/"
                + correctionRequestId;
    }
}
