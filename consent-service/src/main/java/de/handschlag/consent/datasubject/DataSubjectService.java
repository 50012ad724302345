package de.handschlag.consent.datasubject;

import java.time.InstantSource;
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

import de.handschlag.consent.onetimecode.CodeAttempts;
import de.handschlag.consent.onetimecode.OneTimeCodeKind;
import de.handschlag.consent.onetimecode.OneTimeCodeService;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.event.PersonErased;
import de.handschlag.problem.ProblemType;

@ApplicationScoped
public class DataSubjectService {

    private static final ProblemType NOT_BOUND = new ProblemType("login-not-bound", 404,
            "No person belongs to this login", "Zu dieser Anmeldung gehört keine Person",
            "Enter a code from an agency (POST /v1/me/login-bindings) or enrol (POST /v1/me).");
    private static final ProblemType ALREADY_BOUND = new ProblemType("login-already-bound", 409,
            "This login belongs to a person already", "Diese Anmeldung gehört schon zu einer Person",
            "Use another login, or keep the person that this one belongs to (GET /v1/me).");

    private final DataSubjectRepository dataSubjects;
    private final LoginBindingRepository loginBindings;
    private final OneTimeCodeService codes;
    private final CodeAttempts attempts;
    private final Outbox outbox;
    private final NewTransaction transaction;
    private final Event<PersonErasure> erasures;
    private final InstantSource clock;

    DataSubjectService(DataSubjectRepository dataSubjects, LoginBindingRepository loginBindings,
            OneTimeCodeService codes, CodeAttempts attempts, Outbox outbox, NewTransaction transaction,
            Event<PersonErasure> erasures, InstantSource clock) {
        this.dataSubjects = dataSubjects;
        this.loginBindings = loginBindings;
        this.codes = codes;
        this.attempts = attempts;
        this.outbox = outbox;
        this.transaction = transaction;
        this.erasures = erasures;
        this.clock = clock;
    }

    /** The person that a login belongs to, if one does. */
    @Transactional
    public Optional<UUID> find(Login login) {
        return loginBindings.dataSubjectOf(login);
    }

    /** The person that a login belongs to; 404 if none does. */
    @Transactional
    public UUID require(Login login) {
        return loginBindings.dataSubjectOf(login).orElseThrow(DataSubjectService::notBound);
    }

    /** The revision that the login's person has come to. */
    @Transactional
    public long consentRevision(Login login) {
        return me(login).consentRevision();
    }

    /** The login's person, locked for a change; 404 if there is none. */
    @Transactional(TxType.MANDATORY)
    public LockedPerson lock(Login login) {
        DataSubject locked = dataSubjects.lockOf(login).orElseThrow(DataSubjectService::notBound);
        // While this waited for the lock, the login may have been unbound.
        if (loginBindings.dataSubjectOf(login).filter(locked.id()::equals).isEmpty()) {
            throw notBound();
        }
        return changeable(locked);
    }

    /** A person, locked for a change; 404 if it was erased in the meantime. */
    @Transactional(TxType.MANDATORY)
    public LockedPerson lock(UUID dataSubjectId) {
        return changeable(dataSubjects.findById(dataSubjectId, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * The person of a code, locked for a change, and the code used up. If the caller's transaction fails, the code is not used.
     * The person comes before the code (see the package {@code transaction}), so the code is looked at twice.
     */
    @Transactional(TxType.MANDATORY)
    public LockedPerson redeem(OneTimeCodeKind kind, String code) {
        UUID dataSubjectId = codes.dataSubjectOf(kind, code);
        DataSubject locked = dataSubjects.findById(dataSubjectId, LockModeType.PESSIMISTIC_WRITE);
        codes.redeem(kind, code, dataSubjectId);
        return changeable(locked);
    }

    private static LockedPerson changeable(@Nullable DataSubject locked) {
        if (locked == null || locked.isErased()) {
            throw ProblemType.NOT_FOUND.because("What was asked for is not there any more.");
        }
        return new LockedPerson(locked);
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
                LockedPerson person = enrol();
                bind(login, person.dataSubjectId());
                return new Enrolment(new Person(person.dataSubjectId(), person.consentRevision()), true);
            });
        } catch (ConstraintViolationException e) {
            // The same login enrolled at the same moment elsewhere; that person is this person.
            return new Enrolment(me(login), false);
        }
    }

    /** The login's person and its revision. */
    @Transactional
    Person me(Login login) {
        return person(login).orElseThrow(DataSubjectService::notBound);
    }

    /** Binds a login to the person for whom an agency made the code. */
    Person bindByCode(Login login, String code) {
        if (transaction.call(() -> find(login).isPresent())) {
            throw ALREADY_BOUND.because("A login is bound once; the code was not used.");
        }
        try {
            return attempts.limited("login:" + login.issuer() + ' ' + login.subject(),
                    () -> transaction.call(() -> {
                        LockedPerson person = redeem(OneTimeCodeKind.BINDING, code);
                        bind(login, person.dataSubjectId());
                        return new Person(person.dataSubjectId(), person.consentRevision());
                    }));
        } catch (ConstraintViolationException e) {
            throw ALREADY_BOUND.because("A login is bound once; the code was not used.");
        }
    }

    /**
     * Erases the login's person (Art. 17 GDPR): what every feature keeps about it goes, in this one transaction; the topic
     * is told to forget by tombstones.
     */
    @Transactional(TxType.MANDATORY)
    public PersonErased erase(Login login) {
        UUID dataSubjectId = lock(login).dataSubjectId();
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
        loginBindings.unbindAll(dataSubjectId);
        return erasure.messageKeys();
    }

    private Optional<Person> person(Login login) {
        return loginBindings.dataSubjectOf(login).map(dataSubjects::findById)
                .map(dataSubject -> new Person(dataSubject.id(), dataSubject.consentRevision()));
    }

    private static HttpProblem notBound() {
        return NOT_BOUND.because("This login is not bound to a person.");
    }

    private void bind(Login login, UUID dataSubjectId) {
        loginBindings.persistAndFlush(new LoginBinding(login, dataSubjectId, clock.instant()));
    }

    /** A person as the person itself sees it. */
    record Person(UUID dataSubjectId, long consentRevision) {}

    /** Result of an enrolment; {@code isNew} is false if the login had a person before. */
    record Enrolment(Person person, boolean isNew) {}
}
