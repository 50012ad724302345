package de.handschlag.registry.freshness;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of G2. */
@ConfigMapping(prefix = "handschlag.freshness")
public interface FreshnessSettings {

    /** The oldest view that a read is answered from. */
    @WithDefault("PT2S")
    Duration bound();

    /** How far the clocks of the two services' databases may be apart; subtracted from the bound. */
    @WithDefault("PT0.1S")
    Duration clockSkew();
}
