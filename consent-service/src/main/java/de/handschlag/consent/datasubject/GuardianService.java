package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.outbox.Outbox;
import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingState.EndReason;

/**
 * For whom a login acts, and the end of that (R11). Whichever guardian decides, decides alone; the later decision holds; and each of them
 * sees it.
 */
@ApplicationScoped
class GuardianService {

    private final LoginBindingRepository loginBindings;
    private final DataSubjectRepository persons;
    private final DataSubjectService dataSubjects;
    private final PersonJobs jobs;
    private final Ages ages;
    private final Outbox outbox;
    private final Event<LoginsChanged> changes;
    private final InstantSource clock;

    GuardianService(LoginBindingRepository loginBindings, DataSubjectRepository persons,
            DataSubjectService dataSubjects, PersonJobs jobs, Ages ages, Outbox outbox, Event<LoginsChanged> changes,
            InstantSource clock) {
        this.loginBindings = loginBindings;
        this.persons = persons;
        this.dataSubjects = dataSubjects;
        this.jobs = jobs;
        this.ages = ages;
        this.outbox = outbox;
        this.changes = changes;
        this.clock = clock;
    }

    /** For whom the login acts or wants to, the oldest first; what is over by age is not there. */
    @Transactional
    List<Child> children(Login login) {
        return loginBindings.guardianBindingsOf(login).stream().map(binding -> child(binding, login))
                .filter(child -> child != null).toList();
    }

    private @Nullable Child child(LoginBinding binding, Login login) {
        DataSubject person = persons.findById(binding.dataSubjectId());
        Guardianship guardianship = binding.guardianship();
        if (guardianship == null) {
            return null;
        }
        LocalDate birthDate = person.birthDate();
        boolean inForce = binding.isBound()
                ? dataSubjects.isInForce(binding, person, login)
                : ages.isInForce(guardianship,
                        guardianship.kind() == Guardianship.Kind.LEGAL_GUARDIAN ? birthDate : person.statedBirthDate());
        if (!inForce) {
            return null;
        }
        List<LoginBindingView> guardians = binding.isBound()
                ? loginBindings.guardiansOf(person.id()).stream().filter(other -> !other.equals(binding))
                        .map(other -> LoginBindingView.of(other, login)).map(GuardianService::withoutPlace).toList()
                : List.of();
        return new Child(LoginBindingView.of(binding, login),
                binding.isBound() && birthDate != null ? birthDate.getYear() : null, guardians);
    }

    /** Which offices vouched for another guardian may betray where they live; for one who waits it has to be told. */
    private static LoginBindingView withoutPlace(LoginBindingView other) {
        return other.status() == LoginBinding.Status.WAITING ? other : other.withoutAgencies();
    }

    /**
     * Somebody for whom a login acts.
     *
     * @param binding   by which it does, or waits to; {@code current} says nothing here
     * @param birthYear null if it is not known, or while the login waits
     * @param guardians other logins that act for the same person, or wait to; empty while the login waits
     */
    record Child(LoginBindingView binding, @Nullable Integer birthYear, List<LoginBindingView> guardians) {}

    /** The guardian does not act for the person any more, or takes the wish back. Once more is 404. */
    @Transactional
    void end(Login login, UUID loginBindingId) {
        UUID dataSubjectId = loginBindings.guardianBindingsOf(login).stream()
                .filter(binding -> binding.loginBindingId().equals(loginBindingId)).findFirst()
                .map(LoginBinding::dataSubjectId)
                .orElseThrow(() -> DataSubjectService.NOT_ACTING.because("None of your bindings has this id."));
        LockedPerson person = dataSubjects.lock(dataSubjectId);
        LoginBinding binding = loginBindings.guardianBindingOf(login, dataSubjectId)
                .filter(found -> found.loginBindingId().equals(loginBindingId))
                .orElseThrow(() -> DataSubjectService.NOT_ACTING.because("None of your bindings has this id."));
        if (binding.isBound()) {
            end(binding, EndReason.UNBOUND, loginBindingId, person);
        } else {
            end(binding, EndReason.TAKEN_BACK, null, person);
        }
    }

    /** R11: on the day from which the person decides alone, no guardian acts for them any more. Decisions heed it by themselves. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endByAge() {
        jobs.forEach("Guardians act no more for whom decides alone",
                limit -> loginBindings.guardiansOfBornUntil(ages.latestBirthDateDecidingAlone(), limit),
                (person, found) -> loginBindings.findOfPerson(found.dataSubjectId(), found.id())
                        .map(binding -> endByAge(binding, person)).orElse(false));
    }

    private boolean endByAge(LoginBinding binding, LockedPerson person) {
        Guardianship guardianship = binding.guardianship();
        LocalDate birthDate = person.statedBirthDate();
        if (guardianship == null || guardianship.kind() == Guardianship.Kind.LEGAL_GUARDIAN || birthDate == null
                || !ages.decidesAlone(birthDate)) {
            return false;
        }
        end(binding, EndReason.LAPSED, null, person);
        return true;
    }

    private void end(LoginBinding binding, EndReason reason, @Nullable UUID by, LockedPerson person) {
        Instant now = clock.instant();
        outbox.append(binding.end(reason, by, person.nextRevision(), now), now);
        boolean bound = binding.isBound();
        loginBindings.end(binding);
        if (bound) {
            changes.fire(new LoginsChanged(person, binding.loginBindingId(), now));
        }
    }
}
