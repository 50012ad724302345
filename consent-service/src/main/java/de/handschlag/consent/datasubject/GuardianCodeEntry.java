package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.datasubject.BindingCodeEntry.Outcome;
import de.handschlag.consent.datasubject.DataSubjectService.Redeemed;
import de.handschlag.consent.onetimecode.CodeThrottle;
import de.handschlag.consent.onetimecode.OneTimeCodeKind;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.problem.ProblemType;

/**
 * What an agency's code for a guardian does for the login that enters it (R11, R35): from then on its owner can act for the person, beside
 * their own. As in {@link BindingCodeEntry} it waits where the person has a login, and where a guardian has one; and what stands on one
 * agency's word alone is confirmed by another agency's. The identity provider's proofing confirms nothing here: it says who somebody is, not
 * for whom they care.
 */
@ApplicationScoped
class GuardianCodeEntry {

    static final ProblemType TWO_ROLES = new ProblemType("own-guardian", 409,
            "A login is not its own person's guardian", "Niemand handelt für sich selbst als sorgeberechtigte Person",
            "Use another login for the person or for the guardian.");
    static final ProblemType ALREADY_ACTING = new ProblemType("guardian-already-bound", 409,
            "This login acts for the person already", "Diese Anmeldung handelt schon für die Person",
            "Nothing is left to do (GET /v1/me/children).");
    static final ProblemType NOT_OF_AGE = new ProblemType("guardian-not-at-this-age", 409,
            "At this age nobody acts for the person in this way", "In diesem Alter handelt so niemand für die Person",
            "The person decides by themselves, or needs another kind of guardian.");

    static final ProblemType NOT_OFFICIAL = new ProblemType("official-guardian-needed", 403,
            "This code is for an official guardian", "Dieser Code ist für einen Amtsvormund",
            "Use the login that has the role official-guardian, and none that works for an agency.");

    private final LoginBindingRepository loginBindings;
    private final DataSubjectService dataSubjects;
    private final AgencyService agencies;
    private final Ages ages;
    private final CodeThrottle attempts;
    private final Outbox outbox;
    private final NewTransaction transaction;
    private final LoginSettings settings;
    private final Event<LoginsChanged> changes;
    private final InstantSource clock;

    GuardianCodeEntry(LoginBindingRepository loginBindings, DataSubjectService dataSubjects, AgencyService agencies,
            Ages ages, CodeThrottle attempts, Outbox outbox, NewTransaction transaction, LoginSettings settings,
            Event<LoginsChanged> changes, InstantSource clock) {
        this.loginBindings = loginBindings;
        this.dataSubjects = dataSubjects;
        this.agencies = agencies;
        this.ages = ages;
        this.attempts = attempts;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    /** Enters a code that an agency made for a guardian of its case's person. */
    Outcome enter(Login login, String code) {
        try {
            return attempts.byLogin(login.issuer(), login.subject(), () -> transaction.call(() -> redeem(login, code)));
        } catch (ConstraintViolationException e) {
            throw ALREADY_ACTING.because("A login is bound once; the code was not used.");
        }
    }

    private Outcome redeem(Login login, String code) {
        Redeemed redeemed = dataSubjects.redeem(OneTimeCodeKind.GUARDIAN, code,
                "guardian " + login.issuer() + ' ' + login.subject());
        LockedPerson person = redeemed.person();
        String agencyId = redeemed.code().requireAgencyId();
        Guardianship guardianship = redeemed.code().requireGuardianship();
        requireNotTheirOwn(login, person);
        if (guardianship.kind() == Guardianship.Kind.OFFICIAL && !login.officialGuardian()) {
            throw NOT_OFFICIAL.because("The code was not used.");
        }
        if (!ages.canBegin(guardianship, person)) {
            throw NOT_OF_AGE.because("The code was not used.");
        }
        Instant now = clock.instant();
        LoginBinding binding = loginBindings.guardianBindingOf(login, person.dataSubjectId())
                .orElseGet(() -> new LoginBinding(person.dataSubjectId(), login, guardianship, now));
        Guardianship held = binding.guardianship();
        if (held == null || held.kind() != guardianship.kind()) {
            throw ALREADY_ACTING
                    .because("It does, or waits to, in another way; that has to end first. The code was not used.");
        }
        if (binding.isBound()) {
            boolean relied = person.birthDate() != null;
            person.noteBound(binding);
            if (!relied && person.birthDate() != null) {
                // The database went back: it had lost on which day a guardian was bound.
                return Outcome.CONFIRMED;
            }
            requireNews(binding, agencyId);
            binding.enter(agencyId, redeemed.code().codeId());
            outbox.append(binding.confirm(Means.TWO_AGENCIES, person.nextRevision()), now);
            return Outcome.CONFIRMED;
        }
        binding.enter(agencyId, redeemed.code().codeId());
        boolean first = loginBindings.countBoundWithGuardians(person.dataSubjectId()) == 0;
        LoginBindingEvent event = first
                ? binding.bind(Means.AGENCY_CODE, agencyId, null, person.nextRevision(), now)
                : binding.request(wordBesidesOneAgency(binding), settings.waitingTime(), person.nextRevision(), now);
        if (first) {
            person.noteBound(binding);
        }
        loginBindings.persistAndFlush(binding);
        outbox.append(event, now);
        changes.fire(new LoginsChanged(person, null, now));
        return first ? Outcome.BOUND : Outcome.WAITS;
    }

    private void requireNotTheirOwn(Login login, LockedPerson person) {
        if (loginBindings.findOf(login).filter(own -> own.dataSubjectId().equals(person.dataSubjectId())).isPresent()) {
            throw TWO_ROLES.because("This login is, or wants to be, the person's own; the code was not used.");
        }
    }

    private @Nullable Means wordBesidesOneAgency(LoginBinding binding) {
        return agencies.areDifferentBodies(binding.agencies()) ? Means.TWO_AGENCIES : null;
    }

    private void requireNews(LoginBinding binding, String agencyId) {
        String unconfirmed = binding.unconfirmedAgency();
        if (unconfirmed == null) {
            throw ALREADY_ACTING.because("This login needs no confirmation; the code was not used.");
        }
        if (agencies.areOneBody(unconfirmed, agencyId)) {
            throw BindingCodeEntry.CONFIRMS_NOTHING
                    .because("This login is bound on the word of the same body; the code was not used.");
        }
    }
}
