package de.handschlag.consent.agency;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Sort;

import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.transaction.NewTransaction;
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

    /** Registers an agency or describes it anew. Returns whether it is new. */
    boolean put(String agencyId, AgencyDescription description) {
        if (catalogue.agencyType(description.agencyType()).isEmpty()) {
            throw ProblemType.INVALID_REQUEST.because("The catalogue knows no agency type with this key.");
        }
        Optional<AgencyView> before = transaction.call(() -> replace(agencyId, description));
        if (before.isPresent() && !before.get().agencyType().equals(description.agencyType())) {
            recipientChanges.fireAsync(new RecipientChanged(agencyId));
        }
        return before.isEmpty();
    }

    private Optional<AgencyView> replace(String agencyId, AgencyDescription description) {
        Optional<Agency> known = agencies.findByIdOptional(agencyId);
        Optional<AgencyView> before = known.map(Agency::view);
        known.ifPresentOrElse(agency -> agency.describe(description.name(), description.agencyType()),
                () -> agencies.persist(new Agency(agencyId, description.name(), description.agencyType())));
        return before;
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
