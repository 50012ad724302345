package de.handschlag.consent.enforcement;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

/** Requests of this replica that wait for a receipt, in memory: they hold a virtual thread, no connection. */
@ApplicationScoped
class EnforcementWaiters {

    private final Map<UUID, Set<Waiter>> waiting = new ConcurrentHashMap<>();

    /** From now on no receipt for this person is missed. */
    Waiter register(UUID dataSubjectId, long revision) {
        Waiter waiter = new Waiter(dataSubjectId, revision);
        waiting.compute(dataSubjectId, (id, waiters) -> {
            Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    void wake(UUID dataSubjectId, long enforcedRevision, Instant enforcedAt) {
        waiting.getOrDefault(dataSubjectId, Set.of()).stream()
                .filter(waiter -> waiter.revision <= enforcedRevision)
                .forEach(waiter -> waiter.enforcedAt.complete(enforcedAt));
    }

    final class Waiter implements AutoCloseable {

        private final UUID dataSubjectId;
        private final long revision;
        private final CompletableFuture<Instant> enforcedAt = new CompletableFuture<>();

        private Waiter(UUID dataSubjectId, long revision) {
            this.dataSubjectId = dataSubjectId;
            this.revision = revision;
        }

        /** When the revision was enforced; empty if no receipt came in time. */
        Optional<Instant> await(Duration atMost) {
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

        @Override
        public void close() {
            waiting.computeIfPresent(dataSubjectId, (id, waiters) -> {
                waiters.remove(this);
                return waiters.isEmpty() ? null : waiters;
            });
        }
    }
}
