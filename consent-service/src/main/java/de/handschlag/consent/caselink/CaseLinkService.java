package de.handschlag.consent.caselink;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.datasubject.Ages;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.MissedDecision;
import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.consent.enforcement.Ending;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.onetimecode.CodeThrottle;
import de.handschlag.consent.onetimecode.IssuedCode;
import de.handschlag.consent.onetimecode.MadeCode;
import de.handschlag.consent.onetimecode.OneTimeCodeKind;
import de.handschlag.consent.onetimecode.OneTimeCodeService;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.CaseLinkState;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.Guardianship;
import de.handschlag.problem.ProblemType;
import de.handschlag.sealing.RevisionTokens.PersonRevision;

@ApplicationScoped
public class CaseLinkService {

    private static final String YOUTH_OFFICE = "jugendamt";
    private static final ProblemType THEIR_GUARDIAN = new ProblemType("official-guardian-of-this-person", 403,
            "You are this person's official guardian", "Sie sind für diese Person Amtsvormund",
            "Have a colleague work on this case for the youth office.");

    private static final ProblemType CASE_REFERENCE_TAKEN = new ProblemType("case-reference-taken", 409,
            "The case reference is taken", "Das Aktenzeichen ist vergeben",
            "Use another case reference, or unlink the case that has this one.");

    private final CaseLinkRepository caseLinks;
    private final DataSubjectService dataSubjects;
    private final AgencyService agencies;
    private final Ages ages;
    private final OneTimeCodeService codes;
    private final CodeThrottle attempts;
    private final EnforcementService enforcement;
    private final Outbox outbox;
    private final Event<LastCaseUnlinked> lastCases;
    private final NewTransaction transaction;
    private final InstantSource clock;

    CaseLinkService(CaseLinkRepository caseLinks, DataSubjectService dataSubjects, AgencyService agencies, Ages ages,
            OneTimeCodeService codes, CodeThrottle attempts, EnforcementService enforcement, Outbox outbox,
            Event<LastCaseUnlinked> lastCases, NewTransaction transaction, InstantSource clock) {
        this.caseLinks = caseLinks;
        this.dataSubjects = dataSubjects;
        this.agencies = agencies;
        this.ages = ages;
        this.codes = codes;
        this.attempts = attempts;
        this.enforcement = enforcement;
        this.outbox = outbox;
        this.lastCases = lastCases;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What is another agency's is not found either (R17). */
    private UUID requireDataSubject(AgencyClient client, String caseReference) {
        return caseLinks.dataSubjectOf(client.agencyId(), caseReference).orElseThrow(CaseLinkService::notFound);
    }

    /** The person behind an agency's own case, locked for a change; 404 also if the case ended while this waited for the lock. */
    @Transactional(TxType.MANDATORY)
    public LockedPerson lock(AgencyClient client, String caseReference) {
        LockedPerson person = dataSubjects.lock(requireDataSubject(client, caseReference));
        if (!requireDataSubject(client, caseReference).equals(person.dataSubjectId())) {
            throw notFound();
        }
        requireNotTheirGuardian(client, person.dataSubjectId());
        return person;
    }

    /**
     * R13: who is a child's official guardian does not work on the same child's case for the youth office.
     *
     * @throws HttpProblem 403
     */
    @Transactional(TxType.MANDATORY)
    public void requireNotTheirGuardian(AgencyClient client, UUID dataSubjectId) {
        String employee = client.caseworker();
        if (employee != null && dataSubjects.isOfficialGuardian(employee, dataSubjectId) && agencies
                .find(client.agencyId()).filter(agency -> YOUTH_OFFICE.equals(agency.agencyType())).isPresent()) {
            throw THEIR_GUARDIAN.because("The login is bound as the official guardian of the case's person.");
        }
    }

    /** Whether the agency has any case of the person. */
    @Transactional
    public boolean hasCaseOf(String agencyId, UUID dataSubjectId) {
        return caseLinks.existsInForce(agencyId, dataSubjectId);
    }

    /** Ids of the agencies that have a case of the person. */
    @Transactional
    public Set<String> agenciesWithCaseOf(UUID dataSubjectId) {
        return caseLinks.inForceOf(dataSubjectId).stream().map(CaseLink::agencyId).collect(Collectors.toSet());
    }

    /** Enrols a new person with this case. Returns the state that the person has come to. */
    PersonRevision enrol(AgencyClient client, String caseReference) {
        try {
            return transaction.call(() -> link(client, caseReference, dataSubjects.enrol()));
        } catch (ConstraintViolationException e) {
            throw taken();
        }
    }

    /** Links this case to the person who gave the agency the code. Returns the state that the person has come to. */
    PersonRevision linkByCode(AgencyClient client, String caseReference, String linkCode) {
        try {
            return attempts.forCase(client.agencyId(), client.clientId(), caseReference,
                    () -> transaction.call(() -> link(client, caseReference, dataSubjects
                            .redeem(OneTimeCodeKind.LINK, linkCode, "case " + client.agencyId() + ' ' + caseReference)
                            .person())));
        } catch (ConstraintViolationException e) {
            throw taken();
        }
    }

    /**
     * Ends the tie.
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     */
    @Transactional
    Ending unlink(AgencyClient client, String caseReference, EnforcementWaiter receipt) {
        LockedPerson person = lock(client, caseReference);
        receipt.watch(person.dataSubjectId());
        CaseLink caseLink = caseLinks.findInForce(client.agencyId(), caseReference)
                .orElseThrow(CaseLinkService::notFound);
        Instant now = clock.instant();
        return enforcement.note(end(caseLink, person, now), client.agencyId(), now);
    }

    private CaseUnlinked end(CaseLink caseLink, LockedPerson person, Instant now) {
        CaseUnlinked event = caseLink.unlink(person.nextRevision(), now);
        outbox.append(event, now);
        String agencyId = event.caseLink().agencyId();
        if (!caseLinks.existsInForce(agencyId, person.dataSubjectId())) {
            // Whose case it is no more has no word about the person's logins either (R35).
            codes.revokeBindingCodes(person.dataSubjectId(), agencyId);
            lastCases.fire(new LastCaseUnlinked(person, agencyId, now));
        }
        return event;
    }

    /** The agency's cases in force, the newest first. */
    @Transactional
    CaseList list(AgencyClient client, @Nullable Cursor after, int limit) {
        List<CaseLink> found = caseLinks.pageOfAgency(client.agencyId(), after, limit + 1);
        return new CaseList(found.stream().limit(limit).map(CaseLink::asCase).toList(),
                Cursor.next(found, limit, CaseLink::cursor));
    }

    /** The cases in force that stand for the login's person, the newest first. */
    @Transactional
    OwnCaseLink.Page list(Login login) {
        return new OwnCaseLink.Page(
                caseLinks.inForceOf(dataSubjects.require(login)).stream().map(CaseLink::own).toList());
    }

    /**
     * The person ends the tie. Returns the person's revision, with all that ended with it.
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     */
    @Transactional
    long unlink(Login login, UUID caseLinkId, EnforcementWaiter receipt) {
        LockedPerson person = dataSubjects.lock(login);
        receipt.watch(person.dataSubjectId());
        CaseLink caseLink = caseLinks.findByIdOptional(caseLinkId)
                .filter(found -> found.dataSubjectId().equals(person.dataSubjectId()) && found.isInForce())
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("You have no case in force with this id."));
        end(caseLink, person, clock.instant());
        return person.consentRevision();
    }

    /** A code for the counter, by which a login can ask to be bound to the person of this case. */
    @Transactional
    IssuedCode issueBindingCode(AgencyClient client, String caseReference, @Nullable String employee) {
        LockedPerson person = lock(client, caseReference);
        Instant now = clock.instant();
        MadeCode made = codes.issueBindingCode(person.dataSubjectId(), client.agencyId());
        outbox.append(
                new BindingCodeMade(person.dataSubjectId(), person.nextRevision(), made.codeId(),
                        client.asRequester(employee), client.assuranceLevel(), now, made.issued().expiresAt(), null),
                now);
        return made.issued();
    }

    /**
     * A code for a guardian of the person of this case (R11).
     *
     * @param birthDate of the person; null if and only if it is for a legal guardian of an adult
     * @throws HttpProblem 409 if another birth date was stated before, which counts as a wrong code; 422 if it is missing, or says that
     *                     nobody acts for the person in this way
     */
    IssuedCode issueGuardianCode(AgencyClient client, String caseReference, Guardianship guardianship,
            @Nullable LocalDate birthDate) {
        ages.requireFits(guardianship, birthDate);
        return attempts.forCase(client.agencyId(), client.clientId(), caseReference, () -> transaction.call(() -> {
            LockedPerson person = lock(client, caseReference);
            if (birthDate != null && !dataSubjects.stateBirthDate(person, birthDate, client.agencyId())) {
                throw OneTimeCodeService.BIRTH_DATE_DIFFERS.because("Which one is not told.");
            }
            Instant now = clock.instant();
            MadeCode made = codes.issueGuardianCode(person.dataSubjectId(), client.agencyId(), guardianship);
            outbox.append(new BindingCodeMade(person.dataSubjectId(), person.nextRevision(), made.codeId(),
                    client.asRequester(null), client.assuranceLevel(), now, made.issued().expiresAt(), guardianship),
                    now);
            return made.issued();
        }));
    }

    /** A code that the person gives to an agency. */
    @Transactional
    IssuedCode issueLinkCode(Login login) {
        LockedPerson person = dataSubjects.lock(login);
        return codes.issueLinkCode(person.dataSubjectId());
    }

    void forget(@Observes PersonErasure erasure) {
        caseLinks.ofDataSubject(erasure.dataSubjectId()).forEach(caseLink -> {
            erasure.forget(caseLink.messageKey());
            caseLinks.delete(caseLink);
        });
    }

    void catchUp(@Observes MissedDecision missed) {
        if (missed.overtaken()) {
            return;
        }
        if (missed.event() instanceof CaseLinked linked) {
            catchUp(linked.dataSubjectId(), linked.caseLink());
        } else if (missed.event() instanceof CaseUnlinked unlinked) {
            catchUp(unlinked.dataSubjectId(), unlinked.caseLink());
        }
    }

    private void catchUp(UUID dataSubjectId, CaseLinkState state) {
        if (agencies.find(state.agencyId()).isEmpty()) {
            throw new IllegalStateException("agency %s is not registered here".formatted(state.agencyId()));
        }
        CaseLink known = caseLinks.findById(state.caseLinkId());
        if (known != null) {
            known.become(state);
        } else if (state.unlinkedAt() == null
                && caseLinks.dataSubjectOf(state.agencyId(), state.caseReference()).isPresent()) {
            throw new IllegalStateException("case %s of agency %s was linked anew meanwhile; have the agency unlink it"
                    .formatted(state.caseReference(), state.agencyId()));
        } else {
            caseLinks.persistAndFlush(CaseLink.of(dataSubjectId, state));
        }
    }

    /** The reference of the agency's newest case of the person, also of one that is unlinked; empty if it never had one. */
    @Transactional(TxType.MANDATORY)
    public Optional<String> newestCaseReference(String agencyId, UUID dataSubjectId) {
        return caseLinks.newestReference(agencyId, dataSubjectId);
    }

    private PersonRevision link(AgencyClient client, String caseReference, LockedPerson person) {
        AgencyView agency = agencies.hold(client.agencyId());
        if (caseLinks.dataSubjectOf(client.agencyId(), caseReference).isPresent()) {
            throw taken();
        }
        Instant now = clock.instant();
        CaseLink caseLink = new CaseLink(person.dataSubjectId(), agency.agencyId(), agency.agencyType(), caseReference,
                now);
        caseLinks.persist(caseLink);
        outbox.append(caseLink.linked(person.nextRevision()), now);
        // Now, not at the commit: another request may have taken the reference since the look above.
        caseLinks.flush();
        return person.state();
    }

    private static HttpProblem taken() {
        return CASE_REFERENCE_TAKEN.because("One of this agency's cases has this reference already.");
    }

    private static HttpProblem notFound() {
        return ProblemType.NOT_FOUND.because("This agency has no case with this reference.");
    }
}
