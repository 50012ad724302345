package de.handschlag.consent.enforcement;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "handschlag.enforcement")
interface EnforcementSettings {

    /** How long a withdrawal waits for the registry before it answers that the enforcement is pending. */
    @WithDefault("PT2S")
    Duration longestWait();

    /** Pause after a failure of the reader. */
    @WithDefault("PT0.5S")
    Duration backOff();
}
