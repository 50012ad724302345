package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.agency.RecipientChanged;
import de.handschlag.consent.caselink.LastCaseUnlinked;
import de.handschlag.consent.consentrecord.ConsentRecordRepository.WithoutBasis;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.PersonJobs;
import de.handschlag.consent.datasubject.PersonJobs.Candidate;
import de.handschlag.consent.notification.NotificationOutbox;
import de.handschlag.consent.outbox.Outbox;

/** Ends what ends by itself, and has the person told of what they did not set an end to (R7, R41). */
@ApplicationScoped
class ConsentRecordLifecycle {

    private final PersonJobs jobs;
    private final ConsentRecordRepository consentRecords;
    private final SecrecyReleaseRepository releases;
    private final Outbox outbox;
    private final NotificationOutbox notifications;
    private final InstantSource clock;

    ConsentRecordLifecycle(PersonJobs jobs, ConsentRecordRepository consentRecords, SecrecyReleaseRepository releases,
            Outbox outbox, NotificationOutbox notifications, InstantSource clock) {
        this.jobs = jobs;
        this.consentRecords = consentRecords;
        this.releases = releases;
        this.outbox = outbox;
        this.notifications = notifications;
        this.clock = clock;
    }

    /** Tells that grants are over. Reads heed the expiry by themselves; this makes it visible to all. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expireDue() {
        forEach(limit -> consentRecords.due(clock.instant(), limit), (person, entity, _) -> expire(person, entity));
    }

    /** There is one grant per person, agency and purpose: ends those that stand beside a later one since before that was so. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endReplaced() {
        forEach(consentRecords::replacedUntold, (person, entity, _) -> endReplaced(person, entity));
    }

    /** Ends requests that nobody decided in time. A decision heeds it by itself; this makes it visible to all. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endLapsed() {
        forEach(limit -> consentRecords.lapsed(clock.instant(), limit), (person, entity, _) -> lapse(person, entity));
    }

    /** Tells that requests ended by what their agencies did: the answer to the agency does not wait for it (R10). */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tellEnds() {
        forEach(limit -> consentRecords.endUntold(clock.instant(), limit),
                (person, entity, _) -> tellEnd(person, entity));
    }

    void endConsentsToTheFormerRecipient(@ObservesAsync RecipientChanged change) {
        endConsentsToFormerRecipients();
        endReleasesOfFormerSources();
    }

    /** Ends requests and grants of agencies that became another recipient (R7): at once, and what is left of it later. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endConsentsToFormerRecipients() {
        invalidate(consentRecords::toFormerRecipient);
    }

    /** Nobody released what the source became since (R7, R9): at once, and what is left of it later. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endReleasesOfFormerSources() {
        jobs.forEach("Releases from secrecy ended", releases::ofFormerSources, (person, found) -> releases
                .findByIdOptional(found.id()).filter(release -> endRelease(person, release)).isPresent());
    }

    /** Ends requests and grants that the catalogue no longer carries (R7): at start, and once a day. */
    @Scheduled(every = "24h", delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void invalidateWithoutBasis() {
        invalidate(consentRecords::withoutBasis);
    }

    /** R7: who links a case of the same person anew asks anew. */
    void endWithTheLastCase(@Observes LastCaseUnlinked unlinked) {
        LockedPerson person = unlinked.person();
        consentRecords.openAt(unlinked.agencyId(), person.dataSubjectId())
                .forEach(entity -> invalidate(entity, "case-ended", person, unlinked.at()));
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

    private boolean tellEnd(LockedPerson person, ConsentRecord entity) {
        if (!entity.isEndUntold()) {
            return false;
        }
        outbox.append(entity.tellEnd(person.nextRevision()), clock.instant());
        return true;
    }

    private boolean endRelease(LockedPerson person, SecrecyRelease release) {
        ConsentRecord consent = consentRecords.findById(release.consentRecordId());
        Instant now = clock.instant();
        if (release.isWithdrawn() || !consent.isInForce(now) || !consent.isReleased(release.sourceAgencyId())) {
            return false;
        }
        outbox.append(consent.withdrawRelease(release.sourceAgencyId(), null, person.nextRevision(), now), now);
        release.endWithFormerSource(consent.consentRevision(), now);
        notifications.noteEnd(person, now);
        return true;
    }

    private boolean lapse(LockedPerson person, ConsentRecord entity) {
        Instant now = clock.instant();
        if (!entity.isLapsed(now)) {
            return false;
        }
        outbox.append(entity.lapse(person.nextRevision(), now), now);
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

    private void invalidate(IntFunction<List<WithoutBasis>> find) {
        forEach(find, (person, entity, found) -> {
            if (!entity.canBeInvalidated()) {
                return false;
            }
            invalidate(entity, found.reason(), person, clock.instant());
            return true;
        });
    }

    private void invalidate(ConsentRecord entity, String reason, LockedPerson person, Instant now) {
        boolean wasInForce = entity.isInForce(now);
        outbox.append(entity.invalidate(reason, person.nextRevision(), now), now);
        if (wasInForce && !person.isActing()) {
            notifications.noteEnd(person, now);
        }
    }

    private <C extends Candidate> void forEach(IntFunction<List<C>> find, Change<C> change) {
        jobs.forEach("Consent records ended", find,
                (person, found) -> consentRecords.findOfPerson(found.dataSubjectId(), found.id())
                        .map(entity -> change.make(person, entity, found)).orElse(false));
    }

    private interface Change<C> {

        boolean make(LockedPerson person, ConsentRecord entity, C found);
    }
}
