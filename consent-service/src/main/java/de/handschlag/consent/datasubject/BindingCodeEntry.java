package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.datasubject.DataSubjectService.Redeemed;
import de.handschlag.consent.onetimecode.CodeThrottle;
import de.handschlag.consent.onetimecode.OneTimeCodeKind;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.problem.ProblemType;

/**
 * What an agency's code does for the login that enters it (R35). For a person who has no login it binds the login. For a person
 * who has one, the further login waits: until a login of the person confirms it, or until a waiting time is over. That begins
 * only with codes of two different agencies or with the identity provider's proofing, and a login of the person can refuse in it.
 */
@ApplicationScoped
class BindingCodeEntry {

    static final ProblemType ALREADY_BOUND = new ProblemType("login-already-bound", 409,
            "This login belongs to a person already", "Diese Anmeldung gehört schon zu einer Person",
            "Use another login, or keep the person that this one belongs to (GET /v1/me).");
    static final ProblemType WAITS = new ProblemType("login-waits", 409, "This login waits to become a person's",
            "Diese Anmeldung wartet noch darauf, zu einer Person zu gehören",
            "Wait, or take the wish back (GET and DELETE /v1/me/login-bindings), or use another login.");
    static final ProblemType CONFIRMS_NOTHING = new ProblemType("code-confirms-nothing", 409,
            "The code confirms nothing new", "Der Code bestätigt nichts Neues",
            "Ask another office for a code, one that does not belong to the same body.");

    private final LoginBindingRepository loginBindings;
    private final DataSubjectService dataSubjects;
    private final AgencyService agencies;
    private final CodeThrottle attempts;
    private final Outbox outbox;
    private final NewTransaction transaction;
    private final LoginSettings settings;
    private final Event<LoginsChanged> changes;
    private final InstantSource clock;

    BindingCodeEntry(LoginBindingRepository loginBindings, DataSubjectService dataSubjects, AgencyService agencies,
            CodeThrottle attempts, Outbox outbox, NewTransaction transaction, LoginSettings settings,
            Event<LoginsChanged> changes, InstantSource clock) {
        this.loginBindings = loginBindings;
        this.dataSubjects = dataSubjects;
        this.agencies = agencies;
        this.attempts = attempts;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    /** Enters a code that an agency made for its case's person. */
    Entered enter(Login login, String code) {
        try {
            return attempts.byLogin(login.issuer(), login.subject(), () -> transaction.call(() -> redeem(login, code)));
        } catch (ConstraintViolationException e) {
            throw ALREADY_BOUND.because("A login is bound once; the code was not used.");
        }
    }

    private Entered redeem(Login login, String code) {
        Redeemed redeemed = dataSubjects.redeem(OneTimeCodeKind.BINDING, code,
                "login " + login.issuer() + ' ' + login.subject());
        LockedPerson person = redeemed.person();
        String agencyId = redeemed.code().requireAgencyId();
        if (loginBindings.guardianBindingOf(login, person.dataSubjectId()).isPresent()) {
            throw GuardianCodeEntry.TWO_ROLES.because("This login acts for the person as a guardian.");
        }
        LoginBinding binding = loginBindings.findOf(login)
                .orElseGet(() -> new LoginBinding(person.dataSubjectId(), login, clock.instant()));
        if (!binding.dataSubjectId().equals(person.dataSubjectId())) {
            throw (binding.isBound() ? ALREADY_BOUND : WAITS).because("The code is another person's; it was not used.");
        }
        if (binding.isBound()) {
            requireNews(binding, agencyId);
            binding.enter(agencyId, redeemed.code().codeId());
            return confirmed(binding, Means.TWO_AGENCIES, person, login);
        }
        binding.enter(agencyId, redeemed.code().codeId());
        boolean first = loginBindings.countBound(person.dataSubjectId()) == 0;
        Instant now = clock.instant();
        LoginBindingEvent event = first
                ? bindFirst(binding, login, person, now)
                : binding.request(wordBesidesOneAgency(binding, login), settings.waitingTime(), person.nextRevision(),
                        now);
        loginBindings.persistAndFlush(binding);
        outbox.append(event, now);
        changes.fire(new LoginsChanged(person, null, now));
        return new Entered(first ? Outcome.BOUND : Outcome.WAITS, LoginBindingView.of(binding, login));
    }

    /**
     * The person has no login yet, so the agency's word is enough; but not for its own requests. Where somebody acts for the person (R11),
     * proofing lifts no doubt: it says who somebody is, not that they are this person.
     */
    private LoginBindingEvent bindFirst(LoginBinding binding, Login login, LockedPerson person, Instant now) {
        Means means = wordBesidesOneAgency(binding, login);
        boolean notEnough = means == Means.IDENTITY_PROOFING && loginBindings.hasGuardian(person.dataSubjectId());
        return means == null || notEnough
                ? binding.bind(Means.AGENCY_CODE, binding.agencies().getLast(), null, person.nextRevision(), now)
                : binding.bind(means, null, null, person.nextRevision(), now);
    }

    /** On which the waiting time may begin without a login of the person; null if there is one agency's word only. */
    private @Nullable Means wordBesidesOneAgency(LoginBinding binding, Login login) {
        if (login.isProofed(settings)) {
            return Means.IDENTITY_PROOFING;
        }
        return agencies.areDifferentBodies(binding.agencies()) ? Means.TWO_AGENCIES : null;
    }

    private void requireNews(LoginBinding binding, String agencyId) {
        String unconfirmed = binding.unconfirmedAgency();
        if (unconfirmed == null) {
            throw ALREADY_BOUND.because("This login needs no confirmation; the code was not used.");
        }
        if (agencies.areOneBody(unconfirmed, agencyId)) {
            throw CONFIRMS_NOTHING.because("This login is bound on the word of the same body; the code was not used.");
        }
    }

    private Entered confirmed(LoginBinding binding, Means means, LockedPerson person, Login login) {
        outbox.append(binding.confirm(means, person.nextRevision()), clock.instant());
        return new Entered(Outcome.CONFIRMED, LoginBindingView.of(binding, login));
    }

    /** What became of the login. */
    enum Outcome {
        BOUND,
        CONFIRMED,
        WAITS
    }

    record Entered(Outcome outcome, LoginBindingView loginBinding) {}
}
