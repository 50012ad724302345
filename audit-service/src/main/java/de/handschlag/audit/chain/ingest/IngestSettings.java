package de.handschlag.audit.chain.ingest;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** How the sequencer works; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.ingest")
interface IngestSettings {

    Duration causalWait();

    int batchSize();

    Duration checkpointInterval();

    Duration lockTimeout();

    Duration retryAfter();
}
