package de.handschlag.consent.enforcement;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.database.DatabaseException;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.RevisionEnforced;

@ApplicationScoped
public class EnforcementService {

    private static final Logger LOG = Logger.getLogger(EnforcementService.class);

    private final EnforcementRepository receipts;
    private final EndingRepository endings;
    private final EnforcementWaiters waiters;
    private final EnforcementSettings settings;

    EnforcementService(EnforcementRepository receipts, EndingRepository endings, EnforcementWaiters waiters,
            EnforcementSettings settings) {
        this.receipts = receipts;
        this.endings = endings;
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
        } catch (DatabaseException e) {
            LOG.warnf("a committed decision is answered as pending, as receipts cannot be looked up: %s", e.toString());
            return Enforcement.pending(revision);
        }
    }

    /**
     * Notes an erasure or an unlinking in its own transaction, so that somebody can ask how far it got.
     *
     * @param agencyId whose case was unlinked; null for a person's erasure
     */
    @Transactional(TxType.MANDATORY)
    public Ending note(PersonEvent event, @Nullable String agencyId, Instant endedAt) {
        Ending ending = new Ending(UUID.randomUUID(), event.dataSubjectId(), event.consentRevision());
        endings.add(ending, agencyId, endedAt);
        return ending;
    }

    /** As {@link #await(EnforcementWaiter, long)}, also for a person who is erased and of whom no receipt is kept. */
    public EndingState await(EnforcementWaiter waiter, Ending ending, @Nullable String agencyId) {
        return waiter.await(ending.consentRevision(), settings.longestWait()).map(EndingState::of)
                .orElseGet(() -> findAfterTheWait(ending, agencyId));
    }

    private EndingState findAfterTheWait(Ending ending, @Nullable String agencyId) {
        try {
            return endings.find(ending.endingId(), agencyId).orElseGet(() -> EndingState.of(null));
        } catch (DatabaseException e) {
            LOG.warnf("a committed ending is answered as pending, as endings cannot be looked up: %s", e.toString());
            return EndingState.of(null);
        }
    }

    /** How far an erasure got; empty if none of the last 30 days has this id. */
    public Optional<EndingState> findErasure(UUID erasureId) {
        return endings.find(erasureId, null);
    }

    /** The same for an unlinking; another agency's is not found. */
    public Optional<EndingState> findUnlinking(UUID unlinkingId, String agencyId) {
        return endings.find(unlinkingId, agencyId);
    }

    /** The same for a decision that was made before: its receipt can have come before the waiter watched. */
    public Enforcement findOrAwait(EnforcementWaiter waiter, long revision) {
        // A receipt is stored before anybody hears of it; so one that came before the waiter watched is seen here.
        Enforcement known = find(waiter.dataSubjectId(), revision);
        return known.enforcement() == Enforcement.State.ENFORCED ? known : await(waiter, revision);
    }

    /** What is known now. A receipt for a later revision covers the earlier ones. */
    public Enforcement find(UUID dataSubjectId, long revision) {
        Optional<RevisionEnforced> newest = receipts.newest(dataSubjectId);
        return newest.filter(receipt -> receipt.consentRevision() >= revision)
                .map(receipt -> Enforcement.at(revision, receipt.enforcedAt()))
                .orElseGet(() -> Enforcement.pending(revision));
    }
}
