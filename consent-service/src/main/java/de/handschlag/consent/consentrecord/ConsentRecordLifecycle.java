package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import org.jboss.logging.Logger;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.agency.RecipientChanged;
import de.handschlag.consent.caselink.LastCaseUnlinked;
import de.handschlag.consent.consentrecord.ConsentRecordRepository.Candidate;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.transaction.NewTransaction;

/**
 * Ends what ends by itself. Each record has its own transaction, under the person's lock, and is looked at again there: so
 * two replicas that find the same record end it once.
 */
@ApplicationScoped
class ConsentRecordLifecycle {

    private static final Logger LOG = Logger.getLogger(ConsentRecordLifecycle.class);
    private static final int BATCH = 500;

    private final ConsentRecordRepository consentRecords;
    private final DataSubjectService dataSubjects;
    private final Outbox outbox;
    private final NewTransaction transaction;
    private final InstantSource clock;

    ConsentRecordLifecycle(ConsentRecordRepository consentRecords, DataSubjectService dataSubjects, Outbox outbox,
            NewTransaction transaction, InstantSource clock) {
        this.consentRecords = consentRecords;
        this.dataSubjects = dataSubjects;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Tells that grants are over. Reads heed the expiry by themselves; this makes it visible to all. */
    @Scheduled(every = "${handschlag.consent.expiry-interval:30s}", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expireDue() {
        forEach(() -> consentRecords.due(clock.instant(), BATCH), this::expire);
    }

    /** R7: at once, and not only with the daily look. */
    void endConsentsToTheFormerRecipient(@ObservesAsync RecipientChanged change) {
        invalidateWithoutBasis();
    }

    /** Ends requests and grants that catalogue or recipient no longer carry (R7): at start, and once a day. */
    @Scheduled(every = "24h", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void invalidateWithoutBasis() {
        Map<UUID, String> reasons = new HashMap<>();
        forEach(() -> consentRecords.withoutBasis(BATCH).stream().map(found -> {
            reasons.put(found.id(), found.reason());
            return new Candidate(found.id(), found.dataSubjectId());
        }).toList(), (person, entity) -> invalidate(person, entity, Objects.requireNonNull(reasons.get(entity.id()))));
    }

    /** There is one grant per person, agency and purpose: ends those that stand beside a later one since before that was so. */
    @Scheduled(every = "24h", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endReplaced() {
        forEach(() -> consentRecords.replacedUntold(BATCH), this::endReplaced);
    }

    /** R7: who links a case of the same person anew asks anew. */
    void endWithTheLastCase(@Observes LastCaseUnlinked unlinked) {
        consentRecords.openAt(unlinked.agencyId(), unlinked.person().dataSubjectId())
                .forEach(entity -> outbox.append(
                        entity.invalidate("case-ended", unlinked.person().nextRevision(), unlinked.at()),
                        unlinked.at()));
    }

    private boolean endReplaced(LockedPerson person, ConsentRecord entity) {
        UUID by = entity.replacedBy();
        if (by == null || entity.status() != ConsentStatus.GIVEN) {
            return false;
        }
        Instant now = clock.instant();
        outbox.append(entity.replace(by, person.nextRevision(), now), now);
        return true;
    }

    private boolean expire(LockedPerson person, ConsentRecord entity) {
        Instant now = clock.instant();
        if (!entity.isDue(now)) {
            return false;
        }
        outbox.append(entity.expire(person.nextRevision(), now), now);
        return true;
    }

    private boolean invalidate(LockedPerson person, ConsentRecord entity, String reason) {
        if (!entity.canBeInvalidated()) {
            return false;
        }
        Instant now = clock.instant();
        outbox.append(entity.invalidate(reason, person.nextRevision(), now), now);
        return true;
    }

    private void forEach(Callable<List<Candidate>> find, BiFunction<LockedPerson, ConsentRecord, Boolean> change) {
        List<Candidate> found;
        int changed;
        do {
            found = transaction.call(find);
            changed = 0;
            for (Candidate candidate : found) {
                changed += changed(candidate, change) ? 1 : 0;
            }
            if (changed > 0) {
                LOG.infof("%d consent records ended", changed);
            }
        } while (found.size() == BATCH && changed > 0);
    }

    private boolean changed(Candidate candidate, BiFunction<LockedPerson, ConsentRecord, Boolean> change) {
        try {
            return transaction.call(() -> {
                UUID dataSubjectId = candidate.dataSubjectId();
                LockedPerson person = dataSubjects.lock(dataSubjectId);
                return consentRecords.findOfPerson(dataSubjectId, candidate.id())
                        .map(entity -> change.apply(person, entity)).orElse(false);
            });
        } catch (HttpProblem erasedMeanwhile) {
            return false;
        } catch (RuntimeException e) {
            // One record that cannot be ended must not keep the others; the next run tries it again.
            LOG.errorf(e, "Consent record %s cannot be ended", candidate.id());
            return false;
        }
    }
}
