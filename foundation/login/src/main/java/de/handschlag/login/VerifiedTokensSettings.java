package de.handschlag.login;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of ADR 7. */
@ConfigMapping(prefix = "handschlag.verified-tokens")
interface VerifiedTokensSettings {

    /** How long a token counts as verified; never past its own expiry. Zero: each request's token is verified anew. */
    @WithDefault("PT2S")
    Duration rememberedFor();
}
