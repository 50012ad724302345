package de.handschlag.sealing;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * The keys of a key file. It has one line for each: an id of 1 to 64 of {@code A–Z a–z 0–9 . _ -}, a space, 32 bytes in
 * Base64. Lines that begin with {@code #} are comments. The first key seals; all of them open, so that a rotation has time.
 */
public final class SealingKeys {

    private static final String LINE = "[A-Za-z0-9._-]{1,64} [A-Za-z0-9+/]{43}=";

    private final Map<String, SecretKey> keys;
    private final String current;

    private SealingKeys(Map<String, SecretKey> keys) {
        this.keys = keys;
        this.current = keys.keySet().iterator().next();
    }

    /**
     * Reads a key file.
     *
     * @param name what the keys are for, as error messages call them; for instance {@code master key}
     * @throws IllegalStateException if the file is missing, open to others than its owner, or not in this form; the message
     *                               is for an operator and repeats nothing of the file
     */
    public static SealingKeys read(Path file, String name) {
        String what = "The " + name + " file " + file;
        String content = KeyFiles.read(file, what, "echo \"$(date +%F) $(openssl rand -base64 32)\" > " + file);
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String line : content.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.matches(LINE)) {
                // The line itself is not repeated: it may hold a key.
                throw new IllegalStateException(what + " has a line that is not an id, a space and 32 bytes in Base64");
            }
            String[] parts = line.split(" ");
            SecretKey key = new SecretKeySpec(Base64.getDecoder().decode(parts[1]), "AES");
            if (keys.putIfAbsent(parts[0], key) != null) {
                throw new IllegalStateException(what + " has two keys " + parts[0]);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(what + " holds no key");
        }
        return new SealingKeys(keys);
    }

    /** Id of the key that seals. */
    public String current() {
        return current;
    }

    /** The key that seals. */
    public SecretKey currentKey() {
        return keys.values().iterator().next();
    }

    /** Null if the file does not have it. */
    public @Nullable SecretKey get(String id) {
        return keys.get(id);
    }

    /** All keys, the one that seals first. */
    public Collection<SecretKey> all() {
        return Collections.unmodifiableCollection(keys.values());
    }

    /** Ids of keys that only open. */
    public List<String> former() {
        return keys.keySet().stream().filter(id -> !id.equals(current)).toList();
    }
}
