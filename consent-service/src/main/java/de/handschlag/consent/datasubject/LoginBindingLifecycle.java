package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.LoginBindingState;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBindingState.Means;

/**
 * What becomes of the bindings of logins by itself, by erasure, and when the database catches up.
 */
@ApplicationScoped
class LoginBindingLifecycle {

    private final PersonJobs jobs;
    private final LoginBindingRepository loginBindings;
    private final DataSubjectRepository persons;
    private final Ages ages;
    private final AgencyService agencies;
    private final Outbox outbox;
    private final LoginSettings settings;
    private final Event<LoginsChanged> changes;
    private final InstantSource clock;

    LoginBindingLifecycle(PersonJobs jobs, LoginBindingRepository loginBindings, DataSubjectRepository persons,
            Ages ages, AgencyService agencies, Outbox outbox, LoginSettings settings, Event<LoginsChanged> changes,
            InstantSource clock) {
        this.jobs = jobs;
        this.loginBindings = loginBindings;
        this.persons = persons;
        this.ages = ages;
        this.agencies = agencies;
        this.outbox = outbox;
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    /** Waiting times that are over take effect; who was not confirmed for too long waits no more. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void settle() {
        Instant now = clock.instant();
        jobs.forEach("Logins that waited were bound, or wait no more",
                limit -> loginBindings.due(now, now.minus(settings.confirmationWithin()), limit),
                (person, found) -> loginBindings.findOfPerson(found.dataSubjectId(), found.id())
                        .map(binding -> settle(binding, person)).orElse(false));
    }

    private boolean settle(LoginBinding binding, LockedPerson person) {
        Instant now = clock.instant();
        Means means = binding.means();
        if (binding.isDue(now) && means != null && !binding.isLost() && stillHolds(means, binding)
                && mayBegin(binding, person)) {
            person.noteBound(binding);
            outbox.append(binding.bind(means, null, null, person.nextRevision(), now), now);
            changes.fire(new LoginsChanged(person, null, now));
        } else if (binding.isDue(now) || binding.hasLapsed(settings.confirmationWithin(), now)) {
            outbox.append(binding.end(EndReason.LAPSED, null, person.nextRevision(), now), now);
            loginBindings.end(binding);
        } else {
            return false;
        }
        return true;
    }

    private boolean mayBegin(LoginBinding binding, LockedPerson person) {
        Guardianship guardianship = binding.guardianship();
        return guardianship == null || ages.canBegin(guardianship, person);
    }

    /** Two agencies can have become one body while the login waited. */
    private boolean stillHolds(Means means, LoginBinding binding) {
        return means != Means.TWO_AGENCIES || agencies.areDifferentBodies(binding.agencies());
    }

    void forget(@Observes PersonErasure erasure) {
        UUID dataSubjectId = erasure.dataSubjectId();
        loginBindings.forget(dataSubjectId)
                .forEach(id -> erasure.forget(LoginBindingEvent.messageKey(dataSubjectId, id)));
        // Whether an agency ever made a code for the person is not kept; a tombstone too many does no harm.
        erasure.forget(BindingCodeMade.messageKey(dataSubjectId));
    }

    /** A login binding that this database has lost still says that the person has a login, or has none any more (ADR 42). */
    void catchUp(@Observes MissedDecision missed) {
        if (!missed.overtaken() && missed.event() instanceof LoginBindingEvent event
                && !loginBindings.hasEnded(event.dataSubjectId(), event.loginBinding().loginBindingId())) {
            catchUp(event.dataSubjectId(), event.loginBinding());
        }
    }

    private void catchUp(UUID dataSubjectId, LoginBindingState state) {
        Optional<LoginBinding> known = loginBindings.findByIdOptional(state.loginBindingId());
        if (state.endedAt() != null) {
            known.ifPresentOrElse(loginBindings::end,
                    () -> loginBindings.noteEnd(dataSubjectId, state.loginBindingId()));
        } else {
            known.ifPresentOrElse(binding -> binding.become(state),
                    () -> loginBindings.persist(LoginBinding.lost(dataSubjectId, state)));
            Guardianship guardianship = state.guardianship();
            if (state.boundAt() != null && guardianship != null
                    && guardianship.kind() != Guardianship.Kind.LEGAL_GUARDIAN) {
                persons.findById(dataSubjectId).relyOnBirthDate();
            }
        }
    }
}
