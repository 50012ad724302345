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

    /**
     * Within which the end of a request is told that the person was not shown, or that lapsed: at a moment of chance, as a decision comes.
     * Otherwise an office could ask, and read in the public log whether there was an end at once (R10).
     */
    @WithDefault("P3D")
    Duration toldWithin();

    /** How long a consent lasts at most that an office recorded and the person did not confirm. */
    @WithDefault("P30D")
    Duration recordedFor();

    /** In which no further consent counts that an office records of a person who said of one that it was not theirs. */
    @WithDefault("P90D")
    Duration contestedFor();

    /** How many waiting requests an agency can take back within {@link #openFor()} before the person is not shown the next one. */
    @WithDefault("2")
    int takenBackAtMost();
}
