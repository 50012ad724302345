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

    /** Wrong codes that one login or agency may present per window. */
    @WithDefault("5")
    int failuresAllowed();

    @WithDefault("PT15M")
    Duration failureWindow();
}
