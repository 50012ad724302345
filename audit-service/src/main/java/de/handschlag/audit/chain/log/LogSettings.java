package de.handschlag.audit.chain.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Name and key of the log. */
@ConfigMapping(prefix = "handschlag.log")
public interface LogSettings {

    /** The log's name and its key's name. */
    String origin();

    /** Ed25519 private key, PKCS#8 PEM. */
    Path keyFile();

    /**
     * The key file of the log that this one continues, with its {@code .signed} beside it; to be set once, with another origin and key
     * file, after the database went back to a backup (ADR 59).
     */
    Optional<Path> formerKeyFile();

    /** How many of the newest entries are hashed anew before the first signature after a start. */
    @WithDefault("100000")
    long rehashAtStart();

    /** How often the public checkpoint moves, at multiples of this time; from a millisecond on. */
    Duration publicBeat();

    /** How often it is looked whether a beat is due, as the scheduler has it. */
    String publicLookEvery();

    /** Bearer tokens for the log's public resources; empty: everybody may read them. */
    Optional<List<String>> publicTokens();
}
