package de.handschlag.consent.consentrecord;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long a person is asked, and is left in peace (R2); application.properties explains each. */
@ConfigMapping(prefix = "handschlag.asking")
interface AskingSettings {

    /** After which a request that nobody decided waits no longer. */
    @WithDefault("P30D")
    Duration openFor();

    /** In which the person is not asked again for what they said no to. */
    @WithDefault("P90D")
    Duration peace();

    /** How many waiting requests an agency can take back within {@link #openFor()} before the person is not shown the next one. */
    @WithDefault("2")
    int takenBackAtMost();
}
