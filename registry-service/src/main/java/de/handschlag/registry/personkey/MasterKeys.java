package de.handschlag.registry.personkey;

import java.nio.file.Path;
import java.util.List;

import javax.crypto.SecretKey;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import de.handschlag.sealing.SealingKeys;

/** The master keys, from their key file. */
@ApplicationScoped
class MasterKeys {

    private final SealingKeys keys;

    /** @throws IllegalStateException if the file is missing, open to others, or not in its form */
    MasterKeys(@ConfigProperty(name = "handschlag.values.master-key-file") Path file) {
        this.keys = SealingKeys.read(file, "master key");
    }

    /** Id of the key that seals. */
    String current() {
        return keys.current();
    }

    SecretKey currentKey() {
        return keys.currentKey();
    }

    /** Null if the file does not have it. */
    @Nullable
    SecretKey get(String id) {
        return keys.get(id);
    }

    /** Ids of keys that only open. */
    List<String> former() {
        return keys.former();
    }
}
