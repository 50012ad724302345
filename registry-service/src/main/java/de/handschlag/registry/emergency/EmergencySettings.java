package de.handschlag.registry.emergency;

import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;

/** What an emergency access may be (R21). */
@ConfigMapping(prefix = "handschlag.emergency")
interface EmergencySettings {

    /** How long it lasts. */
    Duration scope();

    /** By when it has to be reviewed. */
    Duration reviewWithin();

    /** How long the person's notice can be deferred at most. */
    Duration longestDeferral();

    /** Norms that can be named as its basis. */
    List<String> bases();
}
