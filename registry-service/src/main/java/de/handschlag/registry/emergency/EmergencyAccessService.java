package de.handschlag.registry.emergency;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.narayana.jta.QuarkusTransaction;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeAttribute;
import de.handschlag.corridor.AccessLog;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.EmergencyAccessReviewed.Outcome;
import de.handschlag.event.LogQueried;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.caselink.AgencyTypes;
import de.handschlag.registry.caselink.CaseLinks;
import de.handschlag.registry.emergency.EmergencyAccesses.InboxEntry;
import de.handschlag.registry.emergency.NewEmergencyAccess.Deferral;
import de.handschlag.registry.entitlement.Entitlements;
import de.handschlag.registry.entitlement.Entitlements.Try;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.registry.requester.Refusal;

/** Opens and reviews emergency accesses; the log acknowledges each step before it takes effect (R21, G3). */
@ApplicationScoped
public class EmergencyAccessService {

    private final EmergencyAccessRepository accesses;
    private final AccessLog accessLog;
    private final Catalogue catalogue;
    private final AgencyTypes agencyTypes;
    private final CaseLinks caseLinks;
    private final Entitlements entitlements;
    private final EmergencySettings settings;
    private final InstantSource clock;

    EmergencyAccessService(EmergencyAccessRepository accesses, AccessLog accessLog, Catalogue catalogue,
            AgencyTypes agencyTypes, CaseLinks caseLinks, Entitlements entitlements, EmergencySettings settings,
            InstantSource clock) {
        this.entitlements = entitlements;
        this.agencyTypes = agencyTypes;
        this.caseLinks = caseLinks;
        this.accesses = accesses;
        this.accessLog = accessLog;
        this.catalogue = catalogue;
        this.settings = settings;
        this.clock = clock;
    }

    /** The access that a read names; empty if the agency has none with this id. */
    public Optional<NamedEmergencyAccess> ofRead(UUID emergencyAccessId, Requester requester, String purpose,
            String caseReference) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> accesses.findByIdOptional(emergencyAccessId)
                        .filter(access -> access.isOf(requester.agencyId()))
                        .map(access -> access.named(requester, purpose, caseReference, now)));
    }

    /**
     * Refuses what is no emergency purpose, or names attributes that it cannot cover.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422
     */
    void requireOpenable(NewEmergencyAccess wanted) {
        attributes(purpose(wanted.purpose()), wanted.attributes());
    }

    /**
     * Opens an access.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if agencies of this type have none, 404 if the agency has no
     *                                                     such case, of both of which the log has an entry; 422 if the
     *                                                     request is not valid, 503 if it cannot be recorded
     */
    EmergencyAccessOpened open(Requester requester, String agencyId, NewEmergencyAccess wanted) {
        String employeeId = requester.employeeId();
        if (employeeId == null) {
            throw InvalidRequest.header(AgencyRequester.EMPLOYEE_REFERENCE,
                    "is missing; an emergency access is one employee's");
        }
        Instant now = clock.instant();
        Purpose purpose = purpose(wanted.purpose());
        if (!settings.bases().contains(wanted.basis())) {
            throw InvalidRequest.body("basis", "one of " + String.join("; ", settings.bases()) + " is expected");
        }
        Deferral deferral = wanted.deferNotice();
        String deferralReason = deferral == null ? null : deferral.reason();
        Instant deferredUntil = deferral == null ? null : deferredUntil(deferral, now);
        Try tried = new Try(List.of(wanted.caseReference()), purpose.key(), wanted.attributes(), false, null);
        UUID person = QuarkusTransaction.requiringNew()
                .call(() -> caseLinks.lockPerson(agencyId, wanted.caseReference(), false)).orElse(null);
        if (person == null) {
            entitlements.recordUnknownCase(tried);
            throw unknownCase();
        }
        requireType(agencyId, tried);
        List<String> attributes = attributes(purpose, wanted.attributes());
        EmergencyAccessOpened opened = new EmergencyAccessOpened(UUID.randomUUID(), person, requester,
                wanted.caseReference(), purpose.key(), purpose.legalBasisDe(), wanted.basis(), attributes, now,
                now.plus(settings.scope()), now.plus(settings.reviewWithin()), deferredUntil);
        // Outside of any transaction: a slow broker must not hold the person's row, which the consumer needs.
        accessLog.append(List.of(opened));
        QuarkusTransaction.requiringNew().run(() -> {
            if (!person(agencyId, wanted.caseReference()).equals(person)) {
                throw unknownCase();
            }
            accesses.persist(new EmergencyAccess(opened, employeeId, agencyId, wanted.reason(), deferralReason));
        });
        return opened;
    }

    /**
     * Reviews an access.
     *
     * @param onlyAgency the agency whose accesses the reviewer may review; null for those of all
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 to whoever opened it, 404 if there is none that the reviewer
     *                                                     may review, 409 if it is reviewed, 503 if it cannot be recorded
     */
    EmergencyAccessReviewed review(UUID emergencyAccessId, Requester reviewer, String reviewerId,
            @Nullable String onlyAgency, Outcome outcome, String comment) {
        return QuarkusTransaction.requiringNew().call(() -> {
            EmergencyAccess access = accesses.lock(emergencyAccessId)
                    .filter(found -> onlyAgency == null || found.isOf(onlyAgency))
                    .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such emergency access."));
            EmergencyAccessReviewed reviewed = access.review(reviewer, reviewerId, outcome, comment, clock.instant());
            // Within the transaction: of two reviews at once only one is recorded. It holds nothing but this access.
            accessLog.append(List.of(reviewed));
            return reviewed;
        });
    }

    /** Which accesses the inbox shows. */
    enum State {
        /** Waits for its review; the oldest first. */
        OPEN,
        /** Has waited too long. */
        OVERDUE,
        /** Has its finding; the latest first. */
        REVIEWED
    }

    /**
     * Some of the accesses in this state, with persons and cases; so the log knows who looked at them before they are shown (R29). Its
     * entry names none of the persons: whoever may not know of an access yet must not learn of it by this.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if that cannot be recorded
     */
    EmergencyAccesses inbox(State state, int limit, Requester reader, String queryPurpose) {
        Instant now = clock.instant();
        EmergencyAccesses inbox = QuarkusTransaction.requiringNew().call(() -> {
            PanacheQuery<EmergencyAccess> found = in(state, now);
            return new EmergencyAccesses(
                    found.page(0, limit).list().stream().map(access -> access.inboxEntry(now)).toList(), found.count());
        });
        SortedMap<String, String> asked = new TreeMap<>(
                Map.of("emergencyAccesses", state.name().toLowerCase(Locale.ROOT)));
        accessLog.append(List.of(new LogQueried(null, reader, queryPurpose, asked, inbox.accesses().size(), now)));
        return inbox;
    }

    /** Accesses of an agency that wait for their review, the oldest first, for its own staff. */
    List<InboxEntry> waitingOf(String agencyId, int limit) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> accesses.unreviewedOf(agencyId).page(0, limit).list()
                .stream().map(access -> access.inboxEntry(now)).toList());
    }

    /**
     * An access of an agency, for its own staff.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency has none with this id
     */
    InboxEntry oneOf(String agencyId, UUID emergencyAccessId) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> accesses.findByIdOptional(emergencyAccessId).filter(access -> access.isOf(agencyId))
                        .map(access -> access.inboxEntry(now)))
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such emergency access."));
    }

    /** How many accesses of an agency wait for this reviewer, who does not review the own ones. */
    public long forReview(String agencyId, String reviewerId) {
        return QuarkusTransaction.requiringNew().call(() -> accesses.countForReview(agencyId, reviewerId));
    }

    /** How many accesses are in this state. */
    long count(State state) {
        return QuarkusTransaction.requiringNew().call(() -> in(state, clock.instant()).count());
    }

    private PanacheQuery<EmergencyAccess> in(State state, Instant now) {
        return switch (state) {
            case OPEN -> accesses.unreviewed();
            case OVERDUE -> accesses.overdue(now);
            case REVIEWED -> accesses.reviewed();
        };
    }

    private Purpose purpose(String key) {
        Purpose purpose = catalogue.purposes().get(key);
        if (purpose == null || purpose.basisKind() != Basis.EMERGENCY) {
            throw InvalidRequest.body("purpose", "the catalogue has no emergency purpose with this key");
        }
        return purpose;
    }

    /** R21: which types of agency have an emergency access, the catalogue says. */
    private void requireType(String agencyId, Try tried) {
        String agencyType = agencyTypes.ofCases(agencyId, tried.caseReferences());
        if (agencyType == null) {
            throw ProblemType.UNAVAILABLE.retryAfter(1,
                    "Of which type this agency is was not told to the registry yet.");
        }
        if (catalogue.use(tried.purpose(), agencyType, Basis.EMERGENCY).isEmpty()) {
            throw entitlements.refused(tried, new Refusal(Entitlements.NOT_OF_THE_AGENCY_TYPE,
                    "The catalogue does not list your agency's type for this purpose."));
        }
    }

    private List<String> attributes(Purpose purpose, @Nullable List<String> wanted) {
        Set<String> listed = catalogue.attributesOf(purpose.key()).stream()
                .filter(row -> row.basis() == Basis.EMERGENCY).map(PurposeAttribute::attribute)
                .collect(Collectors.toCollection(TreeSet::new));
        if (wanted == null) {
            return List.copyOf(listed);
        }
        if (!listed.containsAll(wanted)) {
            throw InvalidRequest.body("attributes", "an emergency access can cover " + String.join(", ", listed));
        }
        InvalidRequest.requireDistinct("attributes", wanted);
        return List.copyOf(new TreeSet<>(wanted));
    }

    private Instant deferredUntil(Deferral deferral, Instant now) {
        Instant until = deferral.until().truncatedTo(ChronoUnit.MICROS);
        if (!until.isAfter(now) || until.isAfter(now.plus(settings.longestDeferral()))) {
            throw InvalidRequest.body("deferNotice.until",
                    "a time to come is expected, at most " + settings.longestDeferral().toDays() + " days from now");
        }
        return until;
    }

    private UUID person(String agencyId, String caseReference) {
        return caseLinks.lockPerson(agencyId, caseReference, false).orElseThrow(EmergencyAccessService::unknownCase);
    }

    private static RuntimeException unknownCase() {
        return ProblemType.NOT_FOUND.because("This agency has no such case.");
    }
}
