package de.handschlag.registry.deferral;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.corridor.AccessLog;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.caselink.AgencyTypes;
import de.handschlag.registry.caselink.CaseLinks;
import de.handschlag.registry.deferral.NoticeDeferralView.Finding;

/** What becomes of a deferral; the log acknowledges each step before it takes effect (R22, G3). */
@ApplicationScoped
public class NoticeDeferralService {

    private static final ProblemType REASON_REPEATED = new ProblemType("deferral-reason-repeated", 409,
            "An earlier deferral had this reason already", "Diesen Grund hatte schon ein früherer Aufschub",
            "Say why the person is still to see the reads later; a further deferral is reasoned anew.");
    private static final ProblemType NOT_IN_FORCE = new ProblemType("deferral-not-in-force", 409,
            "No deferral with this id is in force for the read", "Für den Abruf gilt kein Aufschub mit dieser Nummer",
            "Compare case, purpose and file with the deferral, ask for one, or read without: then the person sees it at once.");

    private final NoticeDeferralRepository deferrals;
    private final AccessLog accessLog;
    private final Catalogue catalogue;
    private final AgencyTypes agencyTypes;
    private final CaseLinks caseLinks;
    private final InstantSource clock;
    private final Duration reviewWithin;

    NoticeDeferralService(NoticeDeferralRepository deferrals, AccessLog accessLog, Catalogue catalogue,
            AgencyTypes agencyTypes, CaseLinks caseLinks, InstantSource clock,
            @ConfigProperty(name = "handschlag.notice-deferral.review-within") Duration reviewWithin) {
        this.deferrals = deferrals;
        this.accessLog = accessLog;
        this.catalogue = catalogue;
        this.agencyTypes = agencyTypes;
        this.caseLinks = caseLinks;
        this.clock = clock;
        this.reviewWithin = reviewWithin;
    }

    /**
     * The deferral that a read by a statute names.
     *
     * @throws HttpProblem 409 if none of the agency with this id is in force for this case, purpose and file: a read is neither shown
     *                     against the agency's word nor hidden without a deferral
     */
    public NamedNoticeDeferral ofRead(UUID noticeDeferralId, String agencyId, String purpose, String caseReference,
            String fileNumber) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> deferrals.findByIdOptional(noticeDeferralId)
                        .filter(found -> found.covers(agencyId, purpose, caseReference, fileNumber, now))
                        .map(NoticeDeferral::named))
                .orElseThrow(() -> NOT_IN_FORCE.because("Nothing was read."));
    }

    /**
     * Asks for a deferral. Nothing is deferred before a second person approves it.
     *
     * @throws HttpProblem 404 if the agency has no such case, 409 if the reason is an earlier one's, 422 if the catalogue lets nothing be
     *                     deferred here or not for so long, 503 if it cannot be recorded
     */
    NoticeDeferralChanged request(Requester requester, String requesterId, String agencyId, NewNoticeDeferral wanted) {
        Instant now = now();
        Purpose.Deferral allowed = allowed(wanted.purpose());
        Instant endsAt = endsAt(wanted, allowed, now);
        UUID person = QuarkusTransaction.requiringNew().call(() -> {
            UUID found = person(agencyId, wanted.caseReference());
            requireNewReason(found, agencyId, wanted, now);
            return found;
        });
        requireStatute(agencyId, wanted);
        NoticeDeferralChanged requested = new NoticeDeferralChanged(UUID.randomUUID(), person, requester, agencyId,
                wanted.caseReference(), wanted.purpose(), allowed.norm(), wanted.fileNumber(), wanted.reason(),
                NoticeDeferralChanged.State.REQUESTED, now, endsAt, endsAt);
        // Outside of any transaction: a slow broker must not hold the person's row, which the consumer needs.
        accessLog.append(List.of(requested));
        QuarkusTransaction.requiringNew().run(() -> {
            if (!person(agencyId, wanted.caseReference()).equals(person)) {
                throw unknownCase();
            }
            deferrals.persist(new NoticeDeferral(requested, requesterId, reviewDueAt(requested)));
        });
        return requested;
    }

    /** By when a second person has to review what was asked for. */
    Instant reviewDueAt(NoticeDeferralChanged requested) {
        Instant due = requested.changedAt().plus(reviewWithin);
        return due.isBefore(requested.endsAt()) ? due : requested.endsAt();
    }

    /**
     * Reviews a deferral, which is in force from then on if it is approved.
     *
     * @param purposes for which the reviewer may read
     * @throws HttpProblem 403 to whoever asked for it, 404 if the agency has none with this id for one of the purposes, 409 unless it waits,
     *                     503 if it cannot be recorded
     */
    NoticeDeferralChanged review(UUID noticeDeferralId, Requester reviewer, String reviewerId, String agencyId,
            Set<String> purposes, Finding outcome, String comment) {
        return QuarkusTransaction.requiringNew().call(() -> {
            NoticeDeferral deferral = deferrals.lock(noticeDeferralId).filter(found -> isOf(found, agencyId, purposes))
                    .orElseThrow(NoticeDeferralService::unknown);
            NoticeDeferralChanged reviewed = deferral.review(reviewer, reviewerId, outcome, comment, now());
            // Within the transaction: of two reviews at once only one is recorded. It holds nothing but this deferral.
            accessLog.append(List.of(reviewed));
            return reviewed;
        });
    }

    /**
     * Ends a deferral of an agency before its time, so that the person is shown at once what it deferred.
     *
     * @param purposes for which whoever lifts it may read
     * @throws HttpProblem 404 if the agency has none with this id for one of the purposes, 409 unless it is in force, 503 if it cannot be
     *                     recorded
     */
    NoticeDeferralChanged lift(UUID noticeDeferralId, Requester by, String byId, String agencyId,
            Set<String> purposes) {
        return lift(noticeDeferralId, by, byId, found -> isOf(found, agencyId, purposes));
    }

    /** The same for the data-protection officer, whosever it is. */
    NoticeDeferralChanged liftOfAnyAgency(UUID noticeDeferralId, Requester by, String byId) {
        return lift(noticeDeferralId, by, byId, found -> true);
    }

    private NoticeDeferralChanged lift(UUID noticeDeferralId, Requester by, String byId,
            Predicate<NoticeDeferral> may) {
        return QuarkusTransaction.requiringNew().call(() -> {
            NoticeDeferral deferral = deferrals.lock(noticeDeferralId).filter(may)
                    .orElseThrow(NoticeDeferralService::unknown);
            NoticeDeferralChanged lifted = deferral.lift(by, byId, now());
            accessLog.append(List.of(lifted));
            return lifted;
        });
    }

    /** Those of an agency for these purposes that wait for their review or are in force, the newest first. */
    List<NoticeDeferralView> current(String agencyId, Set<String> purposes, int limit) {
        Instant now = clock.instant();
        if (purposes.isEmpty()) {
            return List.of();
        }
        return QuarkusTransaction.requiringNew().call(() -> deferrals.current(agencyId, purposes, now, limit).stream()
                .map(found -> view(found, now)).toList());
    }

    /** Those that reads of this case for this purpose can name, the newest first. */
    public List<NoticeDeferralView> inForce(String agencyId, String caseReference, String purpose, int limit) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> deferrals.inForce(agencyId, caseReference, purpose, now, limit).stream()
                        .map(found -> view(found, now)).toList());
    }

    /**
     * One of an agency.
     *
     * @throws HttpProblem 404 if the agency has none with this id for one of the purposes
     */
    NoticeDeferralView oneOf(String agencyId, Set<String> purposes, UUID noticeDeferralId) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> deferrals.findByIdOptional(noticeDeferralId)
                        .filter(found -> isOf(found, agencyId, purposes)).map(found -> view(found, now)))
                .orElseThrow(NoticeDeferralService::unknown);
    }

    /** How many of an agency for these purposes wait for this reviewer, who does not approve the own ones. */
    public long forReview(String agencyId, Set<String> purposes, String reviewerId) {
        Instant now = clock.instant();
        return purposes.isEmpty()
                ? 0
                : QuarkusTransaction.requiringNew()
                        .call(() -> deferrals.countForReview(agencyId, purposes, reviewerId, now));
    }

    private NoticeDeferralView view(NoticeDeferral deferral, Instant now) {
        return deferral.view(deferrals.countEarlier(deferral.person(), deferral.agency(), deferral.purpose(),
                deferral.requestedAt()), now);
    }

    private static boolean isOf(NoticeDeferral deferral, String agencyId, Set<String> purposes) {
        return deferral.agency().equals(agencyId) && purposes.contains(deferral.purpose());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** R22: which purposes let something be deferred, by which norm and how long, the catalogue says. */
    private Purpose.Deferral allowed(String key) {
        Purpose purpose = catalogue.purposes().get(key);
        Purpose.Deferral deferral = purpose == null || purpose.basisKind() == Basis.EMERGENCY
                ? null
                : purpose.deferral();
        if (deferral == null) {
            throw InvalidRequest.body("purpose", "the catalogue lets nothing of this purpose be shown later");
        }
        return deferral;
    }

    private static Instant endsAt(NewNoticeDeferral wanted, Purpose.Deferral allowed, Instant now) {
        Instant until = wanted.until().truncatedTo(ChronoUnit.MICROS);
        if (!until.isAfter(now) || until.isAfter(now.plus(allowed.days(), ChronoUnit.DAYS))) {
            throw InvalidRequest.body("until",
                    "a time to come is expected, at most " + allowed.days() + " days from now");
        }
        return until;
    }

    private void requireNewReason(UUID person, String agencyId, NewNoticeDeferral wanted, Instant now) {
        if (deferrals.hasReason(person, agencyId, wanted.purpose(), wanted.reason(), now)) {
            throw REASON_REPEATED
                    .because("The person's reads for this purpose were deferred with these words, or this waits.");
        }
    }

    private void requireStatute(String agencyId, NewNoticeDeferral wanted) {
        String agencyType = agencyTypes.ofCases(agencyId, List.of(wanted.caseReference()));
        if (agencyType == null) {
            throw ProblemType.UNAVAILABLE.retryAfter(1,
                    "Of which type this agency is was not told to the registry yet.");
        }
        if (catalogue.scope(wanted.purpose(), agencyType, Basis.STATUTE).isEmpty()) {
            throw InvalidRequest.body("purpose", "agencies of this type read nothing for it by a statute");
        }
    }

    private UUID person(String agencyId, String caseReference) {
        return caseLinks.lockPerson(agencyId, caseReference, false).orElseThrow(NoticeDeferralService::unknownCase);
    }

    private static HttpProblem unknownCase() {
        return ProblemType.NOT_FOUND.because("This agency has no such case.");
    }

    private static HttpProblem unknown() {
        return ProblemType.NOT_FOUND.because("There is no such deferral.");
    }
}
