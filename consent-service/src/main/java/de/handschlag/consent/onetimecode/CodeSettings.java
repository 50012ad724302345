package de.handschlag.consent.onetimecode;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "handschlag.code")
interface CodeSettings {

    /** Secret that turns a code into what the database keeps; at least 16 characters. */
    String pepper();

    @WithDefault("PT15M")
    Duration linkCodeValidity();

    @WithDefault("P7D")
    Duration bindingCodeValidity();

    @WithDefault("PT24H")
    Duration addressCodeValidity();

    /** Wrong codes per window that one login may present, or one client of an agency for one case reference. */
    @WithDefault("5")
    int failuresAllowed();

    /** Wrong codes per window that an agency may present in all, so that many case references are no way round. */
    @WithDefault("100")
    int agencyFailuresAllowed();

    @WithDefault("PT15M")
    Duration failureWindow();
}
