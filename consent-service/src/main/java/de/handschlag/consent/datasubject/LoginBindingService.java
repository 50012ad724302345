package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.problem.ProblemType;

/** What a person does with their logins, and what a login may decide (R35). */
@ApplicationScoped
public class LoginBindingService {

    public static final ProblemType NOT_CONFIRMED = new ProblemType("login-not-confirmed", 409,
            "This login stands on this agency's word alone", "Diese Anmeldung beruht allein auf dem Wort dieser Stelle",
            "Ask another office for a code and enter it (POST /v1/me/login-bindings), or prove with your eID who you are"
                    + " (POST /v1/me/login-bindings/{loginBindingId}/proofing). Refusing and withdrawing is possible at"
                    + " once.");
    private static final ProblemType NOT_PROOFED = new ProblemType("login-not-proofed", 409,
            "The identity provider has not proofed this login", "Diese Anmeldung ist nicht mit Ausweis geprüft",
            "Log in with your eID and try again, if this service accepts that; or ask another office for a code.");
    private static final ProblemType LAST_LOGIN = new ProblemType("last-login", 409, "This is the person's only login",
            "Das ist die einzige Anmeldung der Person",
            "Bind another login first and end this one with it, or erase everything (DELETE /v1/me).");

    private static final ProblemType GUARDIAN_STAYS = new ProblemType("guardian-decides", 409,
            "A guardian decides for this person", "Für diese Person entscheidet eine sorgeberechtigte Person",
            "Ask the office that made the guardian's code, or the guardian, to end it.");

    private final LoginBindingRepository loginBindings;
    private final DataSubjectService dataSubjects;
    private final Ages ages;
    private final AgencyService agencies;
    private final Outbox outbox;
    private final LoginSettings settings;
    private final Event<LoginsChanged> changes;
    private final InstantSource clock;

    LoginBindingService(LoginBindingRepository loginBindings, DataSubjectService dataSubjects, Ages ages,
            AgencyService agencies, Outbox outbox, LoginSettings settings, Event<LoginsChanged> changes,
            InstantSource clock) {
        this.loginBindings = loginBindings;
        this.dataSubjects = dataSubjects;
        this.ages = ages;
        this.agencies = agencies;
        this.outbox = outbox;
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Refuses the approval of an agency's request by a login of a person who is too young (403, R11), and by one that stands on this agency's word alone (409). A login that the
     * identity provider has proofed meanwhile is confirmed by that, here and now.
     *
     * @param person locked by this login
     */
    @Transactional(TxType.MANDATORY)
    public void requireMayApprove(Login login, LockedPerson person, String agencyId) {
        ages.requireMayApprove(person);
        LoginBinding binding = person.loginBinding();
        String unconfirmed = binding.unconfirmedAgency();
        if (!settings.secondConfirmation() || unconfirmed == null || !agencies.areOneBody(unconfirmed, agencyId)) {
            return;
        }
        if (!isConfirmedByProofing(login, binding)) {
            throw NOT_CONFIRMED
                    .because("It was bound with a code of the agency that asks, and nobody else confirmed it.");
        }
        confirmByProofing(binding, person);
    }

    /**
     * R11: whether it is this one's word that counts where nobody is logged in. A guardian's counts for who does not decide alone, for an adult who has a
     * legal guardian, and where neither a login nor a birth date says otherwise.
     */
    @Transactional(TxType.MANDATORY)
    public boolean maySign(LockedPerson person, Signer signer) {
        LocalDate birthDate = person.birthDate();
        boolean tooYoung = birthDate != null && !ages.decidesAlone(birthDate);
        return switch (signer) {
            case PERSON -> !tooYoung;
            case GUARDIAN -> tooYoung
                    || loginBindings.hasLegalGuardian(person.dataSubjectId())
                            && ages.isOldEnoughForLegalGuardian(birthDate)
                    || birthDate == null && loginBindings.countBound(person.dataSubjectId()) == 0;
        };
    }

    /**
     * What the identity provider says of this login counts: a bound one is confirmed, for one that waits the waiting time
     * begins; once more changes nothing.
     */
    @Transactional
    LoginBindingView proof(Login login, UUID loginBindingId) {
        LockedPerson person = dataSubjects
                .lock(loginBindings.personOf(login, loginBindingId).orElseThrow(LoginBindingService::notFound));
        LoginBinding binding = own(person, loginBindingId);
        if (!binding.isOf(login)) {
            throw notFound();
        }
        if (!login.isProofed(settings)) {
            throw NOT_PROOFED
                    .because("Its level of assurance, or its issuer, is not one of those that count as proofed.");
        }
        if (binding.isBound() && binding.unconfirmedAgency() != null && !isConfirmedByProofing(login, binding)) {
            throw NOT_PROOFED.because("Where somebody acts for the person, another agency's code is needed.");
        }
        if (binding.isBound() && binding.unconfirmedAgency() != null) {
            confirmByProofing(binding, person);
        } else if (binding.isWaiting() && binding.takesEffectAt() == null) {
            Instant now = clock.instant();
            outbox.append(binding.request(Means.IDENTITY_PROOFING, settings.waitingTime(), person.nextRevision(), now),
                    now);
            changes.fire(new LoginsChanged(person, null, now));
        }
        return LoginBindingView.of(binding, login);
    }

    /** Who a login belongs to says nothing of whom its owner is guardian of, nor of who is the person that a guardian acts for (R11). */
    private boolean isConfirmedByProofing(Login login, LoginBinding binding) {
        return login.isProofed(settings) && binding.guardianship() == null
                && !loginBindings.hasGuardian(binding.dataSubjectId());
    }

    private void confirmByProofing(LoginBinding binding, LockedPerson person) {
        outbox.append(binding.confirm(Means.IDENTITY_PROOFING, person.nextRevision()), clock.instant());
    }

    /** What this login is to somebody: bound, or waiting; empty if it is nobody's and does not wait. */
    @Transactional
    Optional<LoginBindingView> find(Login login) {
        return loginBindings.findOf(login).map(binding -> LoginBindingView.of(binding, login));
    }

    /** The person's logins; of a login that waits, only itself. */
    @Transactional
    LoginBindingView.Page list(Login login) {
        LoginBinding own = loginBindings.findOf(login).orElseThrow(DataSubjectService::notBound);
        List<LoginBinding> seen = own.isBound() ? loginBindings.ofPerson(own.dataSubjectId()) : List.of(own);
        return new LoginBindingView.Page(seen.stream().map(binding -> LoginBindingView.of(binding, login)).toList());
    }

    /**
     * A login of the person says that the one that waits is the person's, or a guardian's, too; once more changes nothing. A guardian can
     * say so of another one (R11).
     */
    @Transactional
    LoginBindingView confirm(Login login, UUID loginBindingId) {
        LockedPerson person = dataSubjects.lock(login);
        LoginBinding binding = own(person, loginBindingId);
        if (login.isActing() && binding.guardianship() == null) {
            throw notFound();
        }
        if (binding.isWaiting()) {
            if (binding.isLost()) {
                throw ProblemType.CONFLICT.because("Which login this is was lost; it has to enter a code anew.");
            }
            LoginBinding by = person.loginBinding();
            String doubt = doubtAfter(by, binding);
            requireMayAdmit(binding, by, doubt, person);
            Instant now = clock.instant();
            person.noteBound(binding);
            outbox.append(
                    binding.bind(Means.LOGIN_CONFIRMATION, doubt, by.loginBindingId(), person.nextRevision(), now),
                    now);
            changes.fire(new LoginsChanged(person, null, now));
        }
        return LoginBindingView.of(binding, login);
    }

    /**
     * R11: beside a guardian another one is admitted by that one, or by two bodies; not by the login of who does not decide alone, nor by one
     * that the same agency made. Otherwise one agency could make both.
     */
    private void requireMayAdmit(LoginBinding waiting, LoginBinding by, @Nullable String doubt, LockedPerson person) {
        Guardianship guardianship = waiting.guardianship();
        if (guardianship == null) {
            return;
        }
        if (!ages.canBegin(guardianship, person)) {
            throw GuardianCodeEntry.NOT_OF_AGE.because("The login still waits.");
        }
        if (by.guardianship() == null && loginBindings.hasGuardian(person.dataSubjectId())) {
            if (doubt != null) {
                throw NOT_CONFIRMED.because("Both logins stand on the word of the same agency.");
            }
            requireDecidesAlone(person);
        }
    }

    /** A login that stands on one agency's word alone cannot lift that doubt from another one that does. */
    private @Nullable String doubtAfter(LoginBinding confirming, LoginBinding waiting) {
        String doubt = confirming.unconfirmedAgency();
        return doubt != null && waiting.means() != Means.IDENTITY_PROOFING
                && waiting.agencies().stream().allMatch(agencyId -> agencies.areOneBody(agencyId, doubt))
                        ? doubt
                        : null;
    }

    /** A login of the person says that the one that waits is not the person's; once more changes nothing. */
    @Transactional
    void refuse(Login login, UUID loginBindingId) {
        LockedPerson person = dataSubjects.lock(login);
        if (loginBindings.hasEnded(person.dataSubjectId(), loginBindingId)) {
            return;
        }
        LoginBinding binding = own(person, loginBindingId);
        if (binding.isBound()) {
            throw ProblemType.CONFLICT.because("This login is bound already; it can be ended (DELETE).");
        }
        end(binding, EndReason.REFUSED, person.loginBindingId(), person);
    }

    /** Ends a login of the person, refuses one that waits, or takes back the wish of the own one that waits. */
    @Transactional
    void end(Login login, UUID loginBindingId) {
        Optional<UUID> waitsFor = loginBindings.personAwaitedBy(login);
        if (waitsFor.isPresent()) {
            takeBack(dataSubjects.lock(waitsFor.get()), login, loginBindingId);
            return;
        }
        LockedPerson person = dataSubjects.lock(login);
        LoginBinding binding = own(person, loginBindingId);
        if (binding.isWaiting()) {
            end(binding, EndReason.REFUSED, person.loginBindingId(), person);
        } else if (binding.guardianship() != null) {
            requireMayEndGuardian(person);
            end(binding, EndReason.UNBOUND, person.loginBindingId(), person);
        } else if (loginBindings.countUsableBut(person.dataSubjectId(), loginBindingId) == 0) {
            throw LAST_LOGIN.because("Without a login of the person, one agency's code would bind the next one.");
        } else {
            end(binding, EndReason.UNBOUND, person.loginBindingId(), person);
        }
    }

    /** R11: who does not decide alone yet does not end that somebody else does, nor does a login that one agency alone made. */
    private void requireMayEndGuardian(LockedPerson person) {
        requireDecidesAlone(person);
        if (person.loginBinding().unconfirmedAgency() != null) {
            throw NOT_CONFIRMED.because("It was bound with one agency's code, and nobody else confirmed it.");
        }
    }

    private void requireDecidesAlone(LockedPerson person) {
        LocalDate birthDate = person.birthDate();
        if (birthDate != null && !ages.decidesAlone(birthDate)) {
            throw GUARDIAN_STAYS.because("The person does not decide alone yet.");
        }
    }

    private void takeBack(LockedPerson person, Login login, UUID loginBindingId) {
        LoginBinding binding = own(person, loginBindingId);
        if (!binding.isOf(login)) {
            throw notFound();
        }
        if (!binding.isWaiting()) {
            throw ProblemType.CONFLICT.because("This login waits no longer.");
        }
        end(binding, EndReason.TAKEN_BACK, null, person);
    }

    private void end(LoginBinding binding, EndReason reason, @Nullable UUID by, LockedPerson person) {
        Instant now = clock.instant();
        outbox.append(binding.end(reason, by, person.nextRevision(), now), now);
        loginBindings.end(binding);
        if (reason == EndReason.UNBOUND) {
            changes.fire(new LoginsChanged(person, binding.loginBindingId(), now));
        }
    }

    private LoginBinding own(LockedPerson person, UUID loginBindingId) {
        return loginBindings.findOfPerson(person.dataSubjectId(), loginBindingId)
                .orElseThrow(LoginBindingService::notFound);
    }

    private static HttpProblem notFound() {
        return ProblemType.NOT_FOUND.because("You have no login with this id.");
    }
}
