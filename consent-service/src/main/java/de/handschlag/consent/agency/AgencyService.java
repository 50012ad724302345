package de.handschlag.consent.agency;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.StartupEvent;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.AgencyType.Sector;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.transaction.NewTransaction;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.problem.ProblemType;

@ApplicationScoped
public class AgencyService {

    static final ProblemType NOT_REGISTERED = new ProblemType("agency-not-registered", 403,
            "The agency is not registered", "Die Stelle ist nicht eingetragen",
            "Ask the operator to register the agency that the token names (PUT /v1/agencies/{agencyId}).");

    private static final Logger LOG = Logger.getLogger(AgencyService.class);

    private final AgencyRepository agencies;
    private final CatalogueService catalogue;
    private final NewTransaction transaction;
    private final Event<RecipientChanged> recipientChanges;

    AgencyService(AgencyRepository agencies, CatalogueService catalogue, NewTransaction transaction,
            Event<RecipientChanged> recipientChanges) {
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.transaction = transaction;
        this.recipientChanges = recipientChanges;
    }

    /** Names those that were registered before it was refused, or before the catalogue gave their type a statute. */
    void nameWhoReadsByStatutesOfOthers(@Observes StartupEvent start) {
        transaction.call(() -> agencies.list("sector <> ?1", Sector.PUBLIC)).stream().map(Agency::view)
                .filter(agency -> catalogue.readsByStatute(agency.agencyType()))
                .forEach(agency -> LOG.warnf("Agency %s is no public body, and its type %s reads by statutes for them:"
                        + " register it under another type", agency.agencyId(), agency.agencyType()));
    }

    /** Registers an agency or describes it anew. */
    Registered put(String agencyId, AgencyDescription description) {
        AgencyView agency = described(agencyId, description);
        Optional<Boolean> isAnother = replaceOrRegister(agency);
        if (isAnother.orElse(false)) {
            recipientChanges.fireAsync(new RecipientChanged(agencyId));
        }
        return new Registered(agency, isAnother.isEmpty());
    }

    /** Whether an agency that is registered would become another recipient, and so lose all consents (R7). */
    @Transactional
    boolean makesAnotherRecipient(String agencyId, AgencyDescription description) {
        AgencyView described = described(agencyId, description);
        return find(agencyId).filter(agency -> !described.isSameRecipientAs(agency)).isPresent();
    }

    /** Returns whether it became another recipient; empty if it was not registered before. */
    private Optional<Boolean> replaceOrRegister(AgencyView described) {
        try {
            return transaction.call(() -> replace(described));
        } catch (ConstraintViolationException registeredAtTheSameMoment) {
            return transaction.call(() -> replace(described));
        }
    }

    private Optional<Boolean> replace(AgencyView described) {
        // Whoever holds the agency as it was ends first, so that what is done after a change finds what they wrote.
        Optional<Agency> known = agencies.findByIdOptional(described.agencyId(), LockModeType.PESSIMISTIC_WRITE);
        if (known.isEmpty()) {
            agencies.persistAndFlush(new Agency(described));
        }
        return known.map(agency -> agency.describe(described));
    }

    private AgencyView described(String agencyId, AgencyDescription description) {
        AgencyType type = catalogue.agencyType(description.agencyType())
                .orElseThrow(() -> InvalidRequest.body("agencyType", "the catalogue knows no such type"));
        Sector sector = Objects.requireNonNullElse(description.sector(), type.sector());
        if (sector != Sector.PUBLIC && catalogue.readsByStatute(type.key())) {
            throw InvalidRequest.body("sector",
                    "agencies of this type read by statutes that are for public bodies; another type is expected");
        }
        String regime = Objects.requireNonNullElse(description.dataProtectionRegime(), type.defaultRegime());
        String authority = Objects.requireNonNullElse(description.authority(), type.defaultAuthority());
        if (!catalogue.regimes().contains(regime) || !Catalogue.fits(sector, regime)) {
            throw InvalidRequest.body("dataProtectionRegime",
                    "one of " + String.join(", ", catalogue.regimes()) + " is expected that the sector can be under");
        }
        if (!catalogue.authorities().containsKey(authority)) {
            throw InvalidRequest.body("authority", "the catalogue knows no such authority");
        }
        // § 87 AufenthG binds public bodies but those of education; which of them, the type says.
        boolean canBeBound = sector == Sector.PUBLIC && !type.education();
        boolean mayInform = Objects.requireNonNullElse(description.mayInformImmigrationOffice(),
                canBeBound && type.mayInformImmigrationOffice());
        if (mayInform && !canBeBound) {
            throw InvalidRequest.body("mayInformImmigrationOffice", "§ 87 AufenthG does not bind such an agency (R20)");
        }
        return new AgencyView(agencyId, description.name(), type.key(), sector, regime, authority, mayInform,
                description.body(), description.contact(), description.dataProtectionOfficer(),
                description.retentionMonths());
    }

    /** An agency as it is now, and whether it was not registered before. */
    record Registered(AgencyView agency, boolean isNew) {}

    /** Whether two agencies are one where two are asked for (R35): the same, or parts of one legal body. */
    @Transactional
    public boolean areOneBody(String agencyId, String otherAgencyId) {
        return !Collections.disjoint(withBodies(agencyId), withBodies(otherAgencyId));
    }

    /** The agency and the bodies that it is a part of: one that is an agency, too, may be a part of a larger one. */
    private Set<String> withBodies(String agencyId) {
        Set<String> all = new HashSet<>();
        String one = agencyId;
        while (one != null && all.add(one)) {
            one = find(one).map(AgencyView::body).orElse(null);
        }
        return all;
    }

    /** Whether these are at least two where two are asked for (R35). */
    @Transactional
    public boolean areDifferentBodies(List<String> agencyIds) {
        return agencyIds.stream().anyMatch(agencyId -> !areOneBody(agencyId, agencyIds.getFirst()));
    }

    /** All that are registered, by id. */
    @Transactional
    public List<AgencyView> all() {
        return agencies.listAll(Sort.by("agencyId")).stream().map(Agency::view).toList();
    }

    /** What persons know it by; its id if it is not registered. */
    @Transactional
    public String nameOf(String agencyId) {
        return find(agencyId).map(AgencyView::name).orElse(agencyId);
    }

    /** The agency with this id, if it is registered. */
    @Transactional
    public Optional<AgencyView> find(String agencyId) {
        return agencies.findByIdOptional(agencyId).map(Agency::view);
    }

    /**
     * The agency as it is and stays until the transaction ends, for whoever writes down what kind of recipient it is. To be called
     * after the person is locked (see the package {@code transaction}).
     */
    @Transactional(TxType.MANDATORY)
    public AgencyView hold(String agencyId) {
        return agencies.findHeld(agencyId).orElseThrow(AgencyService::notRegistered).view();
    }

    /** Counts how often the agency became another recipient (R7); it is read together with the agency. */
    @Transactional(TxType.MANDATORY)
    public int recipientVersion(String agencyId) {
        return agencies.findById(agencyId).recipientVersion();
    }

    /** The caller's agency; a token may name one that nobody registered (403). */
    @Transactional
    public AgencyView require(AgencyClient client) {
        return find(client.agencyId()).orElseThrow(AgencyService::notRegistered);
    }

    private static HttpProblem notRegistered() {
        return NOT_REGISTERED.because("No agency is registered under the id in the token.");
    }
}
