package de.handschlag.audit.chain.completeness;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** When completeness is stated, and the key of the persons' hashes; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.completeness")
interface CompletenessSettings {

    Path keyFile();

    Duration every();

    Duration afterErasure();

    String checkEvery();
}
