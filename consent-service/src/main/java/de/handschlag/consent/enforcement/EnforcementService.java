package de.handschlag.consent.enforcement;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.event.RevisionEnforced;

@ApplicationScoped
public class EnforcementService {

    private static final Logger LOG = Logger.getLogger(EnforcementService.class);

    private final EnforcementRepository receipts;
    private final EnforcementWaiters waiters;
    private final EnforcementSettings settings;

    EnforcementService(EnforcementRepository receipts, EnforcementWaiters waiters, EnforcementSettings settings) {
        this.receipts = receipts;
        this.waiters = waiters;
        this.settings = settings;
    }

    /** To be had before a decision's transaction, told there whom to watch, and closed when the wait is over. */
    public EnforcementWaiter waiter() {
        return new EnforcementWaiter(waiters);
    }

    /**
     * Waits a little for the registry to enforce a decision that was made while the waiter watched. To be called outside a
     * transaction: the wait must hold no connection.
     */
    public Enforcement await(EnforcementWaiter waiter, long revision) {
        return waiter.await(revision, settings.longestWait()).map(at -> Enforcement.at(revision, at))
                // A replica whose reader lost the broker goes on where another one has got to, and was told nothing between.
                .orElseGet(() -> findAfterTheWait(waiter.dataSubjectId(), revision));
    }

    /** The decision is committed whether receipts can be read or not: whoever made it is not told that it failed. */
    private Enforcement findAfterTheWait(UUID dataSubjectId, long revision) {
        try {
            return find(dataSubjectId, revision);
        } catch (HttpProblem e) {
            LOG.warn("a committed decision is answered as pending, as receipts cannot be looked up");
            return Enforcement.pending(revision);
        }
    }

    /** The same for a decision that was made before: its receipt can have come before the waiter watched. */
    public Enforcement findOrAwait(EnforcementWaiter waiter, long revision) {
        // A receipt is stored before anybody hears of it; so one that came before the waiter watched is seen here.
        Enforcement known = find(waiter.dataSubjectId(), revision);
        return known.enforcement() == Enforcement.State.ENFORCED ? known : await(waiter, revision);
    }

    /**
     * What is known now. A receipt for a later revision covers the earlier ones.
     *
     * @throws HttpProblem 503 if the database does not tell
     */
    public Enforcement find(UUID dataSubjectId, long revision) {
        Optional<RevisionEnforced> newest = receipts.newest(dataSubjectId);
        return newest.filter(receipt -> receipt.consentRevision() >= revision)
                .map(receipt -> Enforcement.at(revision, receipt.enforcedAt()))
                .orElseGet(() -> Enforcement.pending(revision));
    }
}
