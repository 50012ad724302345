package de.handschlag.consent.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "handschlag.outbox")
interface OutboxSettings {

    /** False: this replica never publishes. */
    @WithDefault("true")
    boolean relayEnabled();

    /** Pause after the table was found empty. */
    @WithDefault("PT0.005S")
    Duration pollInterval();

    @WithDefault("500")
    int batchSize();

    /**
     * Heartbeats go out at least this often; the registry's freshness bound (G2) is several times this. Batches share a Kafka
     * transaction until then, and their rows stay in the table.
     */
    @WithDefault("PT0.2S")
    Duration heartbeatInterval();

    /** How often a standing-by relay tries to become the active one; less than the idle timeout. */
    @WithDefault("PT0.5S")
    Duration standbyInterval();

    /** A relay that says nothing to the database for so long, because it is stopped, loses its turn. */
    @WithDefault("PT3S")
    Duration idleSessionTimeout();

    /** How often the metrics of the backlog are taken. */
    @WithDefault("PT5S")
    Duration sampleInterval();

    /** Pause after a failure. */
    @WithDefault("PT0.5S")
    Duration backOff();

    /** Whether a database that is older than its topic takes in what it misses, instead of publishing nothing (ADR 39). */
    @WithDefault("false")
    boolean catchUp();

    /** For how long what is published is kept, to be sent again if a broker loses it (ADR 58). */
    @WithDefault("PT24H")
    Duration keepPublished();

    /**
     * How long a receipt of the registry may take: then the decision is sent again, as the receipt may be what a broker lost. The registry
     * knows it by its id and answers anew.
     */
    @WithDefault("PT1M")
    Duration receiptWithin();

    /** Pause after database and topic were found not to belong together. */
    @WithDefault("PT10S")
    Duration refusalBackOff();

    /** The longest that one call to the broker may block. */
    @WithDefault("PT5S")
    Duration brokerTimeout();

    /** The same for all replicas of one installation: its newest user fences the earlier ones off. */
    @WithDefault("consent-outbox-relay")
    String transactionalId();
}
