package de.handschlag.consent.enforcement;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.event.RevisionEnforced;

/** Requests of this replica that wait for a receipt, in memory: they hold a virtual thread, no connection. */
@ApplicationScoped
class EnforcementWaiters {

    private final Map<UUID, Set<EnforcementWaiter>> waiting = new ConcurrentHashMap<>();

    void add(UUID dataSubjectId, EnforcementWaiter waiter) {
        waiting.compute(dataSubjectId, (id, waiters) -> {
            Set<EnforcementWaiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
            all.add(waiter);
            return all;
        });
    }

    void remove(UUID dataSubjectId, EnforcementWaiter waiter) {
        waiting.computeIfPresent(dataSubjectId, (id, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    void receive(RevisionEnforced receipt) {
        waiting.getOrDefault(receipt.dataSubjectId(), Set.of()).forEach(waiter -> waiter.receive(receipt));
    }

    /** Persons for whom somebody waits. */
    int persons() {
        return waiting.size();
    }
}
