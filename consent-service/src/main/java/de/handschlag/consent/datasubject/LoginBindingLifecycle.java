package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.datasubject.LoginBindingRepository.Candidate;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.LoginBindingState;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBindingState.Means;

/**
 * What becomes of ties between logins and persons by itself. Each tie has its own transaction, under the person's lock, and is
 * looked at again there: so a refusal in the last moment wins, and several replicas can do this at the same time.
 */
@ApplicationScoped
class LoginBindingLifecycle {

    private static final int BATCH = 100;
    private static final Logger LOG = Logger.getLogger(LoginBindingLifecycle.class);

    private final LoginBindingRepository loginBindings;
    private final DataSubjectService dataSubjects;
    private final AgencyService agencies;
    private final Outbox outbox;
    private final NewTransaction transaction;
    private final LoginSettings settings;
    private final InstantSource clock;

    LoginBindingLifecycle(LoginBindingRepository loginBindings, DataSubjectService dataSubjects, AgencyService agencies,
            Outbox outbox, NewTransaction transaction, LoginSettings settings, InstantSource clock) {
        this.loginBindings = loginBindings;
        this.dataSubjects = dataSubjects;
        this.agencies = agencies;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** Waiting times that are over take effect; who was not confirmed for too long waits no more. */
    @Scheduled(every = "${handschlag.login.interval:1m}", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void settle() {
        Instant now = clock.instant();
        List<Candidate> due;
        int settled;
        do {
            due = transaction.call(() -> loginBindings.due(now, now.minus(settings.confirmationWithin()), BATCH));
            settled = 0;
            for (Candidate candidate : due) {
                settled += settled(candidate) ? 1 : 0;
            }
            if (settled > 0) {
                LOG.infof("%d logins that waited were bound or wait no more", settled);
            }
        } while (due.size() == BATCH && settled > 0);
    }

    private boolean settled(Candidate candidate) {
        try {
            return transaction.call(() -> {
                LockedPerson person = dataSubjects.lock(candidate.dataSubjectId());
                return loginBindings.findOfPerson(candidate.dataSubjectId(), candidate.loginBindingId())
                        .map(binding -> settle(binding, person)).orElse(false);
            });
        } catch (HttpProblem erasedMeanwhile) {
            return false;
        } catch (RuntimeException e) {
            // One tie that cannot be settled must not keep the others; the next run tries it again.
            LOG.errorf(e, "Tie %s of a login cannot be settled", candidate.loginBindingId());
            return false;
        }
    }

    private boolean settle(LoginBinding binding, LockedPerson person) {
        Instant now = clock.instant();
        if (binding.hasLapsed(settings.confirmationWithin(), now) || binding.isDue(now) && binding.isLost()) {
            outbox.append(binding.end(EndReason.LAPSED, null, person.nextRevision(), now), now);
            loginBindings.end(binding);
            return true;
        }
        if (!binding.isDue(now)) {
            return false;
        }
        Means means = agencies.areDifferentBodies(binding.agencies()) ? Means.TWO_AGENCIES : Means.IDENTITY_PROOFING;
        outbox.append(binding.bind(means, null, null, person.nextRevision(), now), now);
        return true;
    }

    void forget(@Observes PersonErasure erasure) {
        UUID dataSubjectId = erasure.dataSubjectId();
        loginBindings.forget(dataSubjectId)
                .forEach(id -> erasure.forget(LoginBindingEvent.messageKey(dataSubjectId, id)));
        // Whether an agency ever made a code for the person is not kept; a tombstone too many does no harm.
        erasure.forget(BindingCodeMade.messageKey(dataSubjectId));
    }

    /** A tie that this database has lost still says that the person has a login, or has none any more (ADR 42). */
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
        }
    }
}
