package de.handschlag.consent.outbox;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/** How far publishing is, as this replica knows it. */
@ApplicationScoped
public class RelayReport {

    private final RelayState state;
    private final OutboxBacklog backlog;

    RelayReport(RelayState state, OutboxBacklog backlog) {
        this.state = state;
        this.backlog = backlog;
    }

    /**
     * The relay at a moment.
     *
     * @param role             {@code active}, {@code standby}, or {@code refuses} because database and topic do not belong together
     * @param lastAcknowledged when Kafka last took something from this replica; null if never
     * @param waiting          events that are committed and not published yet
     * @param oldestSeconds    how long the oldest of them has waited; 0 if there is none
     */
    public record Relay(String role, @Nullable Instant lastAcknowledged, long waiting, long oldestSeconds) {}

    /** The relay as it was at the last sample, some seconds ago. */
    public Relay find() {
        return new Relay(state.role(), state.lastAcknowledged(), backlog.rows(),
                Math.round(backlog.oldestAgeSeconds()));
    }
}
