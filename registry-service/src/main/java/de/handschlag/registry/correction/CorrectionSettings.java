package de.handschlag.registry.correction;

import java.time.Duration;
import java.time.Period;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of persons' requests for correction. */
@ConfigMapping(prefix = "handschlag.correction")
public interface CorrectionSettings {

    /** How long a source has to answer (Art. 12(3) GDPR). */
    @WithDefault("P1M")
    Period answerWithin();

    /** How long what the person wrote, and the answer, are kept after the end. */
    @WithDefault("P90D")
    Duration keptFor();
}
