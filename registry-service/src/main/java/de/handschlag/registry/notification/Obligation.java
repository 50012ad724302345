package de.handschlag.registry.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

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
 * What an agency owes an answer to: data that it received ended, or was corrected (R23, R24).
 *
 * @param grantId        the consent record under which it received the data
 * @param dataSubjectId  null once the person is erased
 * @param caseReferences the agency's own; empty once the person is erased and the answer is given
 * @param answer         null while there is none
 * @param answerRecorded whether the log has the answer
 */
record Obligation(UUID obligationId, ObligationCause cause, UUID grantId, @Nullable UUID dataSubjectId, String agencyId,
        String purpose, List<String> attributes, List<String> caseReferences, Instant openedAt, Instant dueAt,
        @Nullable Answer answer, boolean answerRecorded) {

    private static final String SERVICE = "registry-service";

    static final ProblemType ANSWERED_OTHERWISE = new ProblemType("obligation-answered", 409,
            "The obligation has another answer already", "Zu dieser Pflicht liegt schon eine andere Antwort vor",
            "Read the obligation; an answer is not changed, as it stands in the log.");

    /** @param norm null unless the data are kept by norm */
    record Answer(Outcome outcome, @Nullable String norm, Instant answeredAt, String clientId,
            @Nullable String employeeId) {}

    /** Whether an answer is open, late or given. */
    enum State {
        OPEN,
        OVERDUE,
        ANSWERED
    }

    State state(Instant now) {
        if (answer != null) {
            return State.ANSWERED;
        }
        return now.isBefore(dueAt) ? State.OPEN : State.OVERDUE;
    }

    /**
     * This obligation with its answer; the same if it has that answer already.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if it has another one, 422 if the answer does not fit
     */
    Obligation answered(Outcome outcome, @Nullable String norm, Requester by, Instant now) {
        if ((outcome == Outcome.KEPT_BY_NORM) != (norm != null)) {
            throw InvalidRequest.body("norm",
                    norm == null
                            ? "is missing; KEPT_BY_NORM names it"
                            : "belongs to KEPT_BY_NORM, and to nothing else");
        }
        if (outcome == Outcome.CORRECTED && cause != ObligationCause.VALUE_CORRECTED) {
            throw InvalidRequest.body("outcome", "CORRECTED answers a correction only");
        }
        if (answer == null) {
            return new Obligation(obligationId, cause, grantId, dataSubjectId, agencyId, purpose, attributes,
                    dataSubjectId == null ? List.of() : caseReferences, openedAt, dueAt,
                    new Answer(outcome, norm, now, by.clientId(), by.employeeId()), false);
        }
        if (answer.outcome() == outcome && (norm == null || isNormGiven(answer, norm))) {
            return this;
        }
        throw ANSWERED_OTHERWISE.because("The answer given was " + answer.outcome() + ".");
    }

    private static boolean isNormGiven(Answer given, String norm) {
        return given.norm() != null && TextRule.same(given.norm(), norm);
    }

    /** The answer as the log keeps it. */
    ObligationAnswered answerEvent() {
        Answer given = answer;
        if (given == null) {
            throw new IllegalStateException("there is no answer");
        }
        return new ObligationAnswered(dataSubjectId, new Requester(agencyId, given.clientId(), given.employeeId()),
                obligationId, cause, purpose, attributes, List.of(grantId), given.outcome(), given.norm(), openedAt,
                dueAt, given.answeredAt());
    }

    /** That there is no answer in time, as the log keeps it. */
    ObligationOverdue overdueEvent() {
        return new ObligationOverdue(dataSubjectId, new Requester(agencyId, SERVICE, null), obligationId, cause,
                purpose, attributes, List.of(grantId), openedAt, dueAt);
    }
}
