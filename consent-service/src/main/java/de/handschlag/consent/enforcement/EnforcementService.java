package de.handschlag.consent.enforcement;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.event.RevisionEnforced;

@ApplicationScoped
public class EnforcementService {

    private final EnforcementRepository receipts;
    private final EnforcementWaiters waiters;
    private final EnforcementSettings settings;

    EnforcementService(EnforcementRepository receipts, EnforcementWaiters waiters, EnforcementSettings settings) {
        this.receipts = receipts;
        this.waiters = waiters;
        this.settings = settings;
    }

    /** Waits a little for the registry. To be called outside a transaction: the wait must hold no connection. */
    public Enforcement await(UUID dataSubjectId, long revision) {
        try (EnforcementWaiters.Waiter waiter = waiters.register(dataSubjectId, revision)) {
            // A receipt is stored before it wakes anybody; so one that came before the registration is seen here.
            Enforcement now = find(dataSubjectId, revision);
            if (now.enforcement() == Enforcement.State.ENFORCED) {
                return now;
            }
            return waiter.await(settings.longestWait()).map(at -> Enforcement.at(revision, at)).orElse(now);
        }
    }

    /** What is known now. A receipt for a later revision covers the earlier ones. */
    public Enforcement find(UUID dataSubjectId, long revision) {
        Optional<RevisionEnforced> newest = receipts.newest(dataSubjectId);
        return newest.filter(receipt -> receipt.consentRevision() >= revision)
                .map(receipt -> Enforcement.at(revision, receipt.enforcedAt()))
                .orElseGet(() -> Enforcement.pending(revision));
    }
}
