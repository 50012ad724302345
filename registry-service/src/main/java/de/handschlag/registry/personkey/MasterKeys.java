package de.handschlag.registry.personkey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The master keys, from a file with one line each: an id of 1 to 64 of {@code A–Z a–z 0–9 . _ -}, a space, 32 bytes in
 * Base64. Lines that begin with {@code #} are comments. The first key seals; all of them open, so that a rotation has time.
 */
@ApplicationScoped
class MasterKeys {

    private static final String LINE = "[A-Za-z0-9._-]{1,64} [A-Za-z0-9+/]{43}=";

    private final Map<String, SecretKey> keys;
    private final String current;

    /** @throws IllegalStateException if the file is missing, readable for everybody, or not in this form */
    MasterKeys(@ConfigProperty(name = "handschlag.values.master-key-file") Path file) {
        this.keys = read(file);
        this.current = keys.keySet().iterator().next();
    }

    /** Id of the key that seals. */
    String current() {
        return current;
    }

    SecretKey currentKey() {
        SecretKey key = keys.get(current);
        if (key == null) {
            throw new IllegalStateException("read() made sure that there is one");
        }
        return key;
    }

    /** Null if the file does not have it. */
    @Nullable
    SecretKey get(String id) {
        return keys.get(id);
    }

    /** Ids of keys that only open. */
    List<String> former() {
        return keys.keySet().stream().filter(id -> !id.equals(current)).toList();
    }

    private static Map<String, SecretKey> read(Path file) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new IllegalStateException(
                        "The master key file " + file + " can be read by every user: chmod 600");
            }
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (!line.matches(LINE)) {
                    // The line itself is not repeated: it may hold a key.
                    throw new IllegalStateException("The master key file " + file
                            + " has a line that is not an id, a space and 32 bytes in Base64");
                }
                String[] parts = line.split(" ");
                SecretKey key = new SecretKeySpec(Base64.getDecoder().decode(parts[1]), "AES");
                if (keys.putIfAbsent(parts[0], key) != null) {
                    throw new IllegalStateException("The master key file " + file + " has two keys " + parts[0]);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The master key file " + file + " cannot be read. Bring it back; for an empty"
                            + " database make one: (umask 077; echo \"$(date +%F) $(openssl rand -base64 32)\" > "
                            + file + ")",
                    e);
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("The master key file " + file + " holds no key");
        }
        return keys;
    }
}
