package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.consent.onetimecode.OneTimeCodeKind;
import de.handschlag.consent.onetimecode.OneTimeCodeService;
import de.handschlag.consent.onetimecode.RedeemedCode;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.event.PersonErased;
import de.handschlag.problem.ProblemType;

/**
 * Where a login becomes a person: it finds the person of a login, enrols a new one, and locks a person for a change. How a further login
 * comes to a person is in {@link BindingCodeEntry} and {@link LoginBindingService} (R35). It also erases a person (Art. 17 GDPR).
 */
@ApplicationScoped
public class DataSubjectService {

    private static final ProblemType NOT_BOUND = new ProblemType("login-not-bound", 404,
            "No person belongs to this login", "Zu dieser Anmeldung gehört keine Person",
            "Enter a code from an agency (POST /v1/me/login-bindings) or enrol (POST /v1/me).");

    static final ProblemType NOT_ACTING = new ProblemType("not-acting-for-this-person", 404,
            "You act for nobody by this binding", "Sie handeln nicht für diese Person",
            "Read for whom you act (GET /v1/me/children), and name one of these bindings, or none.");

    private final DataSubjectRepository dataSubjects;
    private final LoginBindingRepository loginBindings;
    private final Ages ages;
    private final OneTimeCodeService codes;
    private final Outbox outbox;
    private final NewTransaction transaction;
    private final Event<PersonErasure> erasures;
    private final InstantSource clock;

    DataSubjectService(DataSubjectRepository dataSubjects, LoginBindingRepository loginBindings, Ages ages,
            OneTimeCodeService codes, Outbox outbox, NewTransaction transaction, Event<PersonErasure> erasures,
            InstantSource clock) {
        this.dataSubjects = dataSubjects;
        this.loginBindings = loginBindings;
        this.ages = ages;
        this.codes = codes;
        this.outbox = outbox;
        this.transaction = transaction;
        this.erasures = erasures;
        this.clock = clock;
    }

    /** The person that a login belongs to, or acts for (R11), if there is one. */
    @Transactional
    public Optional<UUID> find(Login login) {
        return personOf(login);
    }

    /** The person that a login belongs to, or acts for (R11); 404 if there is none. */
    @Transactional
    public UUID require(Login login) {
        return personOf(login).orElseThrow(() -> notBound(login));
    }

    private Optional<UUID> personOf(Login login) {
        return login.isActing()
                ? loginBindings.findOf(login)
                        .filter(binding -> binding.isBound()
                                && isInForce(binding, dataSubjects.findById(binding.dataSubjectId()), login))
                        .map(LoginBinding::dataSubjectId)
                : loginBindings.dataSubjectOf(login);
    }

    /** R11, R13: a guardian's is over by itself on the day from which the person decides alone, and an official's with their duty. */
    boolean isInForce(LoginBinding binding, DataSubject person, Login login) {
        Guardianship guardianship = binding.guardianship();
        return guardianship == null || ages.isInForce(guardianship, person.birthDate())
                && (guardianship.kind() != Guardianship.Kind.OFFICIAL || login.officialGuardian());
    }

    /**
     * What waits to be confirmed or refused (R35).
     *
     * @param ofPerson    whether a login wants to become the person's own
     * @param ofGuardians whether somebody wants to act for the person (R11)
     */
    public record WaitingLogins(boolean ofPerson, boolean ofGuardians) {}

    /** The logins that wait for the person's word. */
    @Transactional
    public WaitingLogins waitingLogins(Login login) {
        List<LoginBindingView> waiting = me(login).waitingLoginBindings();
        return new WaitingLogins(waiting.stream().anyMatch(binding -> binding.guardianship() == null),
                waiting.stream().anyMatch(binding -> binding.guardianship() != null));
    }

    /** The revision that the login's person has come to. */
    @Transactional
    public long consentRevision(Login login) {
        return me(login).consentRevision();
    }

    /** The login's person, or whom it acts for (R11), locked for a change; 404 if there is none. */
    @Transactional(TxType.MANDATORY)
    public LockedPerson lock(Login login) {
        DataSubject locked = dataSubjects.lockOf(login).orElseThrow(() -> notBound(login));
        // While this waited for the lock, the login may have been unbound.
        LoginBinding binding = loginBindings.findOf(login).filter(found -> found.isBound()
                && found.dataSubjectId().equals(locked.id()) && isInForce(found, locked, login))
                .orElseThrow(() -> notBound(login));
        return new LockedPerson(requireThere(locked), binding);
    }

    /**
     * Notes the birth date that an agency says for a guardian's code. Another one stands only if a guardian was bound on it, or waits;
     * otherwise it was a mistake, or nobody used it, and codes that rest on it end.
     *
     * @return false if another one stands
     */
    @Transactional(TxType.MANDATORY)
    public boolean stateBirthDate(LockedPerson person, LocalDate stated, String agencyId) {
        LocalDate before = person.statedBirthDate();
        if (stated.equals(before)) {
            return true;
        }
        // Guardians without any date are those of a database that went back.
        if (person.birthDate() != null || before != null && loginBindings.hasGuardianOfMinor(person.dataSubjectId())) {
            return false;
        }
        if (before != null) {
            codes.revokeGuardianCodes(person.dataSubjectId());
        }
        dataSubjects.findById(person.dataSubjectId()).stateBirthDate(stated, agencyId);
        return true;
    }

    /** R13: whether this login, at whichever issuer, is bound as the person's official guardian. */
    @Transactional(TxType.MANDATORY)
    public boolean isOfficialGuardian(String subject, UUID dataSubjectId) {
        return loginBindings.isOfficialGuardian(subject, dataSubjectId);
    }

    /** A person, locked for a change; 404 if it was erased in the meantime. */
    @Transactional(TxType.MANDATORY)
    public LockedPerson lock(UUID dataSubjectId) {
        return changeable(dataSubjects.findById(dataSubjectId, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * The person of a code, locked for a change, and the code used up. If the caller's transaction fails, the code is not used.
     * The person comes before the code (see the package {@code transaction}), so the code is looked at twice.
     *
     * @param usedBy who uses it and for what, so that the same request sent again is told from a wrong code
     */
    @Transactional(TxType.MANDATORY)
    public Redeemed redeem(OneTimeCodeKind kind, String code, String usedBy) {
        UUID dataSubjectId = codes.dataSubjectOf(kind, code, usedBy);
        DataSubject locked = dataSubjects.findById(dataSubjectId, LockModeType.PESSIMISTIC_WRITE);
        RedeemedCode redeemed = codes.redeem(kind, code, dataSubjectId, usedBy);
        return new Redeemed(changeable(locked), redeemed);
    }

    private static LockedPerson changeable(@Nullable DataSubject locked) {
        return new LockedPerson(requireThere(locked));
    }

    private static DataSubject requireThere(@Nullable DataSubject locked) {
        if (locked == null || locked.isErased()) {
            throw ProblemType.NOT_FOUND.because("What was asked for is not there any more.");
        }
        return locked;
    }

    /** A new person with a random id, at revision 0. Nobody else can know of it before the transaction ends. */
    @Transactional(TxType.MANDATORY)
    public LockedPerson enrol() {
        DataSubject dataSubject = new DataSubject(UUID.randomUUID(), clock.instant());
        dataSubjects.persist(dataSubject);
        return new LockedPerson(dataSubject);
    }

    /** Enrols the person behind a login, unless the login belongs to one already. */
    Enrolment enrol(Login login) {
        Optional<Person> known = transaction.call(() -> person(login));
        if (known.isPresent()) {
            return new Enrolment(known.get(), false);
        }
        try {
            return transaction.call(() -> {
                if (loginBindings.personAwaitedBy(login).isPresent()) {
                    throw BindingCodeEntry.WAITS
                            .because("A login that waits to be one person's enrols no other person.");
                }
                LockedPerson person = enrol();
                Instant now = clock.instant();
                LoginBinding binding = new LoginBinding(person.dataSubjectId(), login, now);
                outbox.append(binding.bind(Means.SELF_ENROLMENT, null, null, person.nextRevision(), now), now);
                loginBindings.persistAndFlush(binding);
                return new Enrolment(new Person(person.dataSubjectId(), person.consentRevision(), List.of()), true);
            });
        } catch (ConstraintViolationException e) {
            // The same login enrolled at the same moment elsewhere; that person is this person.
            return new Enrolment(me(login), false);
        }
    }

    /** The login's person and its revision. */
    @Transactional
    Person me(Login login) {
        return person(login).orElseThrow(() -> notBound(login));
    }

    /**
     * Erases the login's person (Art. 17 GDPR): what every feature keeps about it goes, in this one transaction; the topic
     * is told to forget by tombstones.
     */
    @Transactional(TxType.MANDATORY)
    public PersonErased erase(Login login) {
        LockedPerson person = lock(login);
        UUID dataSubjectId = person.dataSubjectId();
        if (person.loginBinding().unconfirmedAgency() != null && loginBindings.hasGuardian(dataSubjectId)) {
            throw LoginBindingService.NOT_CONFIRMED
                    .because("Somebody acts for the person, and this login stands on one agency's word alone.");
        }
        List<String> messageKeys = forget(dataSubjectId);
        PersonErased erased = dataSubjects.findById(dataSubjectId).erase(clock.instant());
        outbox.append(erased, erased.erasedAt());
        messageKeys.forEach(key -> outbox.appendTombstone(dataSubjectId, key, erased.erasedAt()));
        return erased;
    }

    /** Erases a person whose erasure stands on the topic and is missing here. */
    @Transactional(TxType.MANDATORY)
    void erase(DataSubject locked, PersonErased erased) {
        forget(locked.id()).forEach(key -> outbox.appendTombstone(locked.id(), key, erased.erasedAt()));
        locked.erasedAs(erased);
    }

    /** Returns the message keys that the topic has to forget. */
    private List<String> forget(UUID dataSubjectId) {
        PersonErasure erasure = new PersonErasure(dataSubjectId);
        erasures.fire(erasure);
        codes.revokeAll(dataSubjectId);
        return erasure.messageKeys();
    }

    private Optional<Person> person(Login login) {
        return personOf(login).map(dataSubjects::findById)
                .map(dataSubject -> new Person(dataSubject.id(), dataSubject.consentRevision(),
                        loginBindings.waitingOf(dataSubject.id()).stream()
                                .map(binding -> LoginBindingView.of(binding, login)).toList()));
    }

    private static HttpProblem notBound(Login login) {
        return login.isActing() ? NOT_ACTING.because("The binding is not yours, waits, or is over.") : notBound();
    }

    static HttpProblem notBound() {
        return NOT_BOUND.because("This login is not bound to a person.");
    }

    /** The person of a code, and the code that is used up now. */
    public record Redeemed(LockedPerson person, RedeemedCode code) {}

    /**
     * A person as the person itself sees it.
     *
     * @param waitingLoginBindings logins that want to be this person's: to be confirmed or refused (R35)
     */
    record Person(UUID dataSubjectId, long consentRevision, List<LoginBindingView> waitingLoginBindings) {}

    /** Result of an enrolment; {@code isNew} is false if the login had a person before. */
    record Enrolment(Person person, boolean isNew) {}
}
