package de.handschlag.consent.enforcement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.RevisionEnforced;

/**
 * Waits for the receipt of one decision. It watches the person before the decision is committed, when there can be no receipt
 * yet, and learns the decision's revision afterwards; so it misses none and nobody has to look one up. To be closed.
 */
public final class EnforcementWaiter implements AutoCloseable {

    private final EnforcementWaiters waiters;
    private final CompletableFuture<Instant> enforcedAt = new CompletableFuture<>();
    private @Nullable UUID dataSubjectId;
    private @Nullable RevisionEnforced newest;
    private long revision = Long.MAX_VALUE;

    EnforcementWaiter(EnforcementWaiters waiters) {
        this.waiters = waiters;
    }

    /** From now on no receipt for this person is missed. To be called before the decision is committed, each time it is tried. */
    public void watch(UUID dataSubjectId) {
        if (dataSubjectId.equals(this.dataSubjectId)) {
            return;
        }
        if (this.dataSubjectId != null) {
            throw new IllegalStateException("a waiter watches one person");
        }
        this.dataSubjectId = dataSubjectId;
        waiters.add(dataSubjectId, this);
    }

    UUID dataSubjectId() {
        if (dataSubjectId == null) {
            throw new IllegalStateException("the waiter watches nobody");
        }
        return dataSubjectId;
    }

    /** A receipt came; one for an older revision than what came before says nothing new. */
    synchronized void receive(RevisionEnforced receipt) {
        if (newest == null || newest.consentRevision() < receipt.consentRevision()) {
            newest = receipt;
            completeIfCovered();
        }
    }

    /** When the revision, or a later one, was enforced; empty if no receipt came in time. */
    Optional<Instant> await(long revision, Duration atMost) {
        learn(revision);
        try {
            return Optional.of(enforcedAt.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a waiter is only ever completed", e);
        }
    }

    private synchronized void learn(long revision) {
        this.revision = revision;
        completeIfCovered();
    }

    private void completeIfCovered() {
        if (newest != null && newest.consentRevision() >= revision) {
            enforcedAt.complete(newest.enforcedAt());
        }
    }

    @Override
    public void close() {
        if (dataSubjectId != null) {
            waiters.remove(dataSubjectId, this);
        }
    }
}
