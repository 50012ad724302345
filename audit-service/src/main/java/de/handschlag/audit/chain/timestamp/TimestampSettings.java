package de.handschlag.audit.chain.timestamp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Who stamps; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.timestamp")
interface TimestampSettings {

    /** Empty: nobody is asked. */
    Optional<URI> url();

    Optional<Path> certificateFile();

    Duration every();

    Duration lookEvery();

    Duration timeout();
}
