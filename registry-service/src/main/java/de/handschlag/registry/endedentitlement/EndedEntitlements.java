package de.handschlag.registry.endedentitlement;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.problem.ProblemType;

/** What is ended now, and how an administrator ends and restores. */
@ApplicationScoped
public class EndedEntitlements {

    private static final Logger LOG = Logger.getLogger(EndedEntitlements.class);
    private static final int LIMIT = 1_000;

    private final EndedEntitlementRepository repository;
    private final Catalogue catalogue;

    EndedEntitlements(EndedEntitlementRepository repository, Catalogue catalogue) {
        this.repository = repository;
        this.catalogue = catalogue;
    }

    /**
     * What is ended of one agency's entitlements.
     *
     * @param purposes those that are ended by themselves
     * @param all      whether all are, and with them all that an agency may here
     */
    public record OfAgency(Set<String> purposes, boolean all) {

        /** Whether the agency may read for this purpose no more. */
        public boolean include(String purpose) {
            return all || purposes.contains(purpose);
        }
    }

    /** As of now: what was ended before this call, by whichever replica, is in it. */
    public OfAgency of(String agencyId) {
        Set<String> purposes = Set.copyOf(repository.purposesOf(agencyId));
        return new OfAgency(purposes, purposes.contains(EndedEntitlementRepository.EACH));
    }

    List<EndedEntitlement> list() {
        return repository.list(LIMIT);
    }

    /**
     * Ends an entitlement; each read that begins after this is refused.
     *
     * @param purpose null for all that the agency may
     * @param login   random id of whoever decided it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if it is ended already, 422 if the catalogue has no such purpose
     */
    EndedEntitlement end(String agencyId, @Nullable String purpose, String reason, String login) {
        if (purpose != null && !catalogue.purposes().containsKey(purpose)) {
            throw InvalidRequest.body("purpose", "the catalogue has no such purpose");
        }
        EndedEntitlement ended = repository.end(agencyId, purpose, reason, login)
                .orElseThrow(() -> ProblemType.CONFLICT.because("This entitlement is ended already."));
        LOG.warnf("the entitlement of %s to %s is ended: %s decided it", agencyId,
                purpose == null ? "everything" : purpose, login);
        return ended;
    }

    /**
     * Lets the agency have again what its tokens say.
     *
     * @param login random id of whoever decided it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if there is no such end in force
     */
    void restore(UUID id, String login) {
        if (!repository.restore(id, login)) {
            throw ProblemType.NOT_FOUND.because("No entitlement with this id is ended.");
        }
        LOG.warnf("the end %s of an entitlement is taken back: %s decided it", id, login);
    }
}
