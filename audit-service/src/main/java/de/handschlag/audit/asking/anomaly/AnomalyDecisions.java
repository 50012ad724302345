package de.handschlag.audit.asking.anomaly;

import java.time.InstantSource;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.asking.anomaly.AnomalyDecision.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Keeps what was made of anomalies. */
@ApplicationScoped
class AnomalyDecisions {

    private final AnomalyDecisionRepository repository;
    private final InstantSource clock;

    AnomalyDecisions(AnomalyDecisionRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    void decide(AnomalyKind kind, long newest, Outcome outcome, String note, Requester requester) {
        String login = requester.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        repository.put(new AnomalyDecision(kind.key(), newest, outcome, note, login, clock.instant()));
    }

    /** About anomalies with one of these entries as the newest. */
    List<AnomalyDecision> about(List<Long> newest) {
        return repository.about(newest);
    }
}
