package de.handschlag.consent.agency;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Sort;

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

    /** Registers an agency or describes it anew. */
    Registered put(String agencyId, AgencyDescription description) {
        AgencyView agency = described(agencyId, description);
        Optional<AgencyView> before = transaction.call(() -> replace(agency));
        if (before.isPresent() && isAnotherRecipient(before.get(), agency)) {
            recipientChanges.fireAsync(new RecipientChanged(agencyId));
        }
        return new Registered(agency, before.isEmpty());
    }

    private AgencyView described(String agencyId, AgencyDescription description) {
        AgencyType type = catalogue.agencyType(description.agencyType())
                .orElseThrow(() -> InvalidRequest.body("agencyType", "the catalogue knows no such type"));
        Sector sector = Objects.requireNonNullElse(description.sector(), type.sector());
        String regime = Objects.requireNonNullElse(description.dataProtectionRegime(), type.defaultRegime());
        String authority = Objects.requireNonNullElse(description.authority(), type.defaultAuthority());
        if (!catalogue.regimes().contains(regime) || !Catalogue.fits(sector, regime)) {
            throw InvalidRequest.body("dataProtectionRegime",
                    "one of " + String.join(", ", catalogue.regimes()) + " is expected that the sector can be under");
        }
        if (!catalogue.authorities().contains(authority)) {
            throw InvalidRequest.body("authority", "the catalogue knows no such authority");
        }
        // § 87 AufenthG binds public bodies; which of them, the type says.
        boolean mayInform = Objects.requireNonNullElse(description.mayInformImmigrationOffice(),
                sector == Sector.PUBLIC && type.mayInformImmigrationOffice());
        return new AgencyView(agencyId, description.name(), type.key(), sector, regime, authority, mayInform,
                description.body());
    }

    /** R7: another kind of body, or one under another law. */
    private static boolean isAnotherRecipient(AgencyView before, AgencyView after) {
        return !before.agencyType().equals(after.agencyType())
                || !before.dataProtectionRegime().equals(after.dataProtectionRegime());
    }

    private Optional<AgencyView> replace(AgencyView described) {
        Optional<Agency> known = agencies.findByIdOptional(described.agencyId());
        Optional<AgencyView> before = known.map(Agency::view);
        known.ifPresentOrElse(agency -> agency.describe(described), () -> agencies.persist(new Agency(described)));
        return before;
    }

    /** An agency as it is now, and whether it was not registered before. */
    record Registered(AgencyView agency, boolean isNew) {}

    /** Whether two agencies are one where two are asked for (R35): the same, or parts of one legal body. */
    @Transactional
    public boolean areOneBody(String agencyId, String otherAgencyId) {
        return agencyId.equals(otherAgencyId) || bodyOf(agencyId).equals(bodyOf(otherAgencyId));
    }

    private String bodyOf(String agencyId) {
        return find(agencyId).map(AgencyView::body).orElse(agencyId);
    }

    /** Whether these are at least two where two are asked for (R35). */
    @Transactional
    public boolean areDifferentBodies(List<String> agencyIds) {
        return agencyIds.stream().anyMatch(agencyId -> !areOneBody(agencyId, agencyIds.getFirst()));
    }

    @Transactional
    List<AgencyView> all() {
        return agencies.listAll(Sort.by("agencyId")).stream().map(Agency::view).toList();
    }

    /** The agency with this id, if it is registered. */
    @Transactional
    public Optional<AgencyView> find(String agencyId) {
        return agencies.findByIdOptional(agencyId).map(Agency::view);
    }

    /** The caller's agency; a token may name one that nobody registered (403). */
    @Transactional
    public AgencyView require(AgencyClient client) {
        return find(client.agencyId())
                .orElseThrow(() -> NOT_REGISTERED.because("No agency is registered under the id in the token."));
    }
}
