package de.handschlag.registry.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of webhooks. */
@ConfigMapping(prefix = "handschlag.webhook")
public interface WebhookSettings {

    /**
     * Host names and addresses, as they stand in a URL, that may lie in a network of ours: loopback, private and link-local
     * addresses are refused otherwise, so that an agency cannot have the registry call what only the registry reaches.
     */
    Optional<List<String>> internalHosts();

    /** How long a receiver has to take a connection, and to answer. */
    @WithDefault("PT5S")
    Duration timeout();

    /** Pauses after the first and each further try that failed; after the last one the message is given up. */
    @WithDefault("PT5S,PT30S,PT2M,PT10M,PT1H,PT6H")
    List<Duration> backOff();

    /** How long a secret signs beside the one that replaced it. */
    @WithDefault("P1D")
    Duration formerSecretSigns();
}
