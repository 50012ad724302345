package de.handschlag.registry.correction;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.attributevalue.ContestedValues;
import de.handschlag.registry.attributevalue.ContestedValues.Stored;
import de.handschlag.registry.correction.CorrectionRequest.State;
import de.handschlag.registry.correction.CorrectionRequestView.CorrectionRequests;
import de.handschlag.registry.correction.OwnCorrectionRequest.OwnCorrectionRequests;
import de.handschlag.registry.personkey.PersonKey;
import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.registry.personnews.PersonNews;

/**
 * Takes persons' requests and sources' answers. Each of them locks the person first, as contributions do, so that a value, its
 * restriction and its request change together.
 */
@ApplicationScoped
@Startup
public class CorrectionService {

    static final int MOST_OPEN = 20;

    private static final ProblemType OPEN_ALREADY = new ProblemType("correction-request-open", 409,
            "Another request about this value waits for its answer",
            "Zu dieser Angabe wartet schon eine andere Anfrage auf Antwort",
            "Take the other one back, or wait for its answer.");
    private static final ProblemType TOO_MANY = new ProblemType("too-many-correction-requests", 409,
            "Too many requests of this person wait for an answer", "Zu viele Anfragen dieser Person warten auf Antwort",
            "Wait for an answer, or take a request back.");
    private static final ProblemType RESTRICTED_BEFORE = new ProblemType("restricted-before", 409,
            "This value was contested before and has not changed since",
            "Diese Angabe wurde schon einmal bestritten und hat sich seitdem nicht geändert",
            "Ask again without a restriction, or complain to the data-protection officer.");
    private static final ProblemType NOT_CORRECTED = new ProblemType("value-not-corrected", 409,
            "The stored value is not another one", "Die gespeicherte Angabe ist keine andere",
            "Contribute the right value first, or answer DELETED or KEPT.");

    private static final Logger LOG = Logger.getLogger(CorrectionService.class);
    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    private static final int AT_ONCE = 50;

    private final CorrectionRequestRepository requests;
    private final ContestedValues values;
    private final PersonKeys keys;
    private final PersonNews news;
    private final CorrectionSettings settings;
    private final InstantSource clock;
    private final AtomicLong overdue = new AtomicLong();

    CorrectionService(CorrectionRequestRepository requests, ContestedValues values, PersonKeys keys, PersonNews news,
            CorrectionSettings settings, InstantSource clock, MeterRegistry metrics) {
        this.requests = requests;
        this.values = values;
        this.keys = keys;
        this.news = news;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("handschlag.corrections.overdue", overdue, AtomicLong::doubleValue)
                .description("Requests for correction whose source has not answered in time (Art. 12(3) GDPR)")
                .register(metrics);
    }

    /**
     * The request; the same once more is the same request.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if another one about this value or too many are open, or the value may not be
     *                                                     restricted again, 422 if nothing is stored or the parts do not fit together
     */
    OwnCorrectionRequest make(UUID person, NewCorrectionRequest wanted) {
        if (wanted.wish() == Wish.CHANGE && wanted.rightValue() == null) {
            throw InvalidRequest.body("rightValue", "is missing; CHANGE says what is right");
        }
        if (wanted.wish() == Wish.DELETE && wanted.rightValue() != null) {
            throw InvalidRequest.body("rightValue", "belongs to CHANGE, and to nothing else");
        }
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<PersonKey> key = requests.lockPerson(person) ? keys.find(person) : Optional.empty();
            Stored stored = key.flatMap(_ -> values.find(person, wanted.attribute(), wanted.source())).orElseThrow(
                    () -> InvalidRequest.body("source", "nothing is stored of this attribute by this agency"));
            return make(person, wanted, key.orElseThrow(), stored, now).own(key.orElseThrow(), now);
        });
    }

    private CorrectionRequest make(UUID person, NewCorrectionRequest wanted, PersonKey key, Stored stored,
            Instant now) {
        List<CorrectionRequest> before = requests.about(person, wanted.attribute(), wanted.source());
        Optional<CorrectionRequest> open = before.stream().filter(CorrectionRequest::isOpen).findFirst();
        if (open.isPresent()) {
            if (!open.get().asksFor(wanted, key)) {
                throw OPEN_ALREADY.because("One request at a time is made about a value.");
            }
            return open.get();
        }
        if (requests.countOpen(person) >= MOST_OPEN) {
            throw TOO_MANY.because("At most " + MOST_OPEN + " wait at once.");
        }
        if (wanted.restrict() && before.stream().filter(CorrectionRequest::barsRestriction).anyMatch(
                former -> values.areSame(key, wanted.attribute(), wanted.source(), former.contested(), stored))) {
            throw RESTRICTED_BEFORE.because("It stays in use until its source says otherwise.");
        }
        Instant due = now.atZone(GERMANY).plus(settings.answerWithin()).toInstant();
        CorrectionRequest made = new CorrectionRequest(person, wanted, stored, key, now, due);
        requests.persist(made);
        if (wanted.restrict()) {
            values.markRestricted(person, wanted.attribute(), wanted.source(), true);
        }
        return made;
    }

    /** A person's requests, but those that they took back. */
    OwnCorrectionRequests ofPerson(UUID person, int limit) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> {
            List<CorrectionRequest> found = requests.shownToPerson(person, limit);
            Optional<PersonKey> key = found.isEmpty() ? Optional.empty() : keys.find(person);
            return new OwnCorrectionRequests(
                    key.map(opened -> found.stream().map(one -> one.own(opened, now)).toList()).orElse(List.of()));
        });
    }

    /**
     * The person takes it back, and so ends its restriction; once more changes nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the person has no such request, 409 if it is answered
     */
    void takeBack(UUID person, UUID id) {
        QuarkusTransaction.requiringNew().run(() -> {
            CorrectionRequest request = Optional.of(requests.lockPerson(person)).filter(there -> there)
                    .flatMap(_ -> requests.ofPerson(id, person))
                    .orElseThrow(() -> ProblemType.NOT_FOUND.because("You have no such request."));
            if (request.takeBack(clock.instant())) {
                lift(request);
            }
        });
    }

    private void lift(CorrectionRequest ended) {
        if (ended.restricts()) {
            values.markRestricted(ended.dataSubjectId(), ended.attribute(), ended.source(), false);
        }
    }

    /**
     * A page of requests, the oldest first.
     *
     * @param source whose; null for the data-protection officer, who sees those of all
     */
    CorrectionRequests list(@Nullable String source, @Nullable State state, @Nullable UUID after, int limit) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> {
            List<CorrectionRequest> found = requests.behind(after, source, state, now, limit + 1);
            List<CorrectionRequestView> page = found.stream().limit(limit)
                    .map(one -> source == null
                            ? one.ofAll(now)
                            : one.listed(requests.caseReferences(one.dataSubjectId(), source), now))
                    .toList();
            return new CorrectionRequests(page,
                    found.size() > limit ? page.getLast().correctionRequestId().toString() : null);
        });
    }

    /** How many answers an agency owes to persons. */
    public long unanswered(String source) {
        return QuarkusTransaction.requiringNew().call(() -> requests.countUnanswered(source));
    }

    /**
     * One request with what the person wrote.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency has no such request
     */
    CorrectionRequestView one(UUID id, String source) {
        return QuarkusTransaction.requiringNew()
                .call(() -> requests.ofSource(id, source).map(request -> opened(request, source)))
                .orElseThrow(CorrectionService::notThere);
    }

    private CorrectionRequestView opened(CorrectionRequest request, String source) {
        PersonKey key = keys.find(request.dataSubjectId()).orElseThrow(CorrectionService::notThere);
        return request.opened(requests.caseReferences(request.dataSubjectId(), source), key, clock.instant());
    }

    /**
     * The source's answer, with which the restriction ends. CORRECTED is taken only if another value is stored than the person contested,
     * and DELETED deletes it, so that an answer is true.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency has no such request, 409 if it ended otherwise or nothing was
     *                                                     corrected, 422 if the answer does not fit
     */
    CorrectionRequestView answer(UUID id, String source, Requester by, CorrectionOutcome outcome,
            @Nullable KeptReason reason) {
        return QuarkusTransaction.requiringNew().call(() -> {
            // The person is locked before the request is read, so that of two answers the second sees the first.
            UUID person = requests.personOf(id, source).filter(requests::lockPerson)
                    .orElseThrow(CorrectionService::notThere);
            CorrectionRequest request = requests.ofSource(id, source).orElseThrow(CorrectionService::notThere);
            if (request.answer(outcome, reason, by, clock.instant())) {
                carryOut(request, person, outcome);
            }
            return opened(request, source);
        });
    }

    private void carryOut(CorrectionRequest request, UUID person, CorrectionOutcome outcome) {
        Optional<Stored> stored = values.find(person, request.attribute(), request.source());
        PersonKey key = keys.find(person).orElseThrow(CorrectionService::notThere);
        switch (outcome) {
            case CORRECTED -> {
                if (stored.isEmpty() || values.areSame(key, request.attribute(), request.source(), request.contested(),
                        stored.get())) {
                    throw NOT_CORRECTED.because("It is the one that the person says is wrong, or there is none.");
                }
            }
            case DELETED -> values.delete(person, request.attribute(), request.source());
            case KEPT -> {
                if (stored.isEmpty()) {
                    throw InvalidRequest.body("outcome", "no value is stored any more; DELETED is the answer");
                }
                if (!values.areSame(key, request.attribute(), request.source(), request.contested(), stored.get())) {
                    throw InvalidRequest.body("outcome", "another value is stored by now; CORRECTED is the answer");
                }
            }
        }
        lift(request);
    }

    /** Whether an answer was refused for what is stored, and not for whose or how the request is. */
    static boolean isAboutTheValue(HttpProblem refused) {
        return NOT_CORRECTED.uri().equals(refused.getType()) || "outcome".equals(InvalidRequest.firstField(refused));
    }

    private static RuntimeException notThere() {
        return ProblemType.NOT_FOUND.because("This agency has no such request.");
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookThrough() {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                Instant now = clock.instant();
                for (CorrectionRequest untold : requests.lockUntold(now, AT_ONCE)) {
                    news.tell(untold.dataSubjectId(), untold.news());
                    untold.personIsTold(now);
                }
                overdue.set(requests.count("endedAt is null and dueAt <= ?1", now));
            });
            QuarkusTransaction.requiringNew().run(() -> requests.forget(clock.instant().minus(settings.keptFor())));
        } catch (RuntimeException e) {
            LOG.errorf("requests for correction cannot be looked through, trying again: %s", e.toString());
        }
    }
}
