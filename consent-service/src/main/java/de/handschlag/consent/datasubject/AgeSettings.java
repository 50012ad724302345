package de.handschlag.consent.datasubject;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** From which age on who decides (R11), in completed years. */
@ConfigMapping(prefix = "handschlag.age")
interface AgeSettings {

    /** From which on the person decides and no guardian does, but a legal guardian of an adult. */
    @WithDefault("15")
    int decidesAlone();

    /** From which on the person decides with a login of their own. */
    @WithDefault("16")
    int online();
}
