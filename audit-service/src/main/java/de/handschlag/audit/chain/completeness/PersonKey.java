package de.handschlag.audit.chain.completeness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import de.handschlag.audit.chain.log.KeyFile;

/**
 * The secret behind the persons' hashes (HMAC-SHA-256). Without it a leaf can be held against no list of persons, although the
 * root is public to whoever reads the log; with it alone nothing in the log can be changed.
 */
@ApplicationScoped
class PersonKey {

    /** Bytes of the key, and of each hash. */
    static final int LENGTH = 32;

    private final Path file;
    private volatile byte[] known = new byte[0];

    PersonKey(CompletenessSettings settings) {
        this.file = settings.keyFile();
    }

    /** At the start, and not when it is first needed: a service does not run with a key that others may have. */
    void check(@Observes StartupEvent event) {
        KeyFile.requireOfOwner(file);
    }

    /** First four bytes of SHA-256 of the key, in hexadecimal: tells keys apart and nothing else. */
    String id() {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(key()), 4));
    }

    /** The person's hash in one scope. */
    byte[] hash(Scope scope, UUID person) {
        return hmac(scope.key() + ":" + person);
    }

    /** What keeps others from guessing a leaf's entries; another one for each size, so that leaves of two days do not compare. */
    byte[] blind(Scope scope, UUID person, long size) {
        return hmac("blind:" + scope.key() + ":" + size + ":" + person);
    }

    /**
     * What a leaf says of a person's entries: SHA-256(blind ‖ number of entries ‖ SHA-256(positions)), numbers as 8 bytes,
     * big-endian.
     *
     * @param listHash SHA-256 over the positions in ascending order
     */
    byte[] commitment(Scope scope, UUID person, long size, long count, byte[] listHash) {
        MessageDigest sha256 = sha256();
        sha256.update(blind(scope, person, size));
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(count).array());
        return sha256.digest(listHash);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Read once; made at the first call if the file is absent. */
    private synchronized byte[] key() {
        if (known.length == 0) {
            try {
                known = readOrMake();
            } catch (IOException e) {
                throw new UncheckedIOException("the key of the persons' hashes cannot be read", e);
            }
        }
        return known;
    }

    private byte[] readOrMake() throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[LENGTH];
            new SecureRandom().nextBytes(key);
            KeyFile.make(file, Base64.getEncoder().encodeToString(key) + "\n");
        }
        try {
            byte[] key = Base64.getDecoder().decode(KeyFile.read(file).strip());
            if (key.length == LENGTH) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as a key of another length is.
        }
        throw new IOException(file + " holds no 32 bytes in Base64");
    }
}
