package de.handschlag.consent.enforcement;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/** Whether the registry follows: how many persons' newest decisions it has not confirmed yet. */
@ApplicationScoped
public class EnforcementBacklog {

    private final EnforcementRepository receipts;

    EnforcementBacklog(EnforcementRepository receipts) {
        this.receipts = receipts;
    }

    /**
     * What waits for the registry.
     *
     * @param persons of whose decisions the newest is not confirmed as enforced
     * @param newest  when the registry last confirmed one; null if never
     */
    public record Pending(long persons, @Nullable Instant newest) {}

    public Pending find() {
        return receipts.pending();
    }
}
