package de.handschlag.registry.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The same on all replicas and after a restart; whoever has it can make and read what the derived keys protect. */
@ApplicationScoped
public class InstallationSecret {

    private static final int SHORTEST = 16;
    private static final String DERIVATION = "HmacSHA256";

    private final byte[] secret;

    InstallationSecret(@ConfigProperty(name = "handschlag.installation.secret") String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalStateException(
                    "handschlag.installation.secret must have at least " + SHORTEST + " characters");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A key of 256 bits. It is no HKDF, as what is sealed with it would not open with another key (ADR 13).
     *
     * @param use       what it is for; other uses get keys that have nothing to do with it
     * @param algorithm for which the key is, for instance {@code AES}
     */
    public SecretKeySpec keyFor(String use, String algorithm) {
        try {
            Mac mac = Mac.getInstance(DERIVATION);
            mac.init(new SecretKeySpec(secret, DERIVATION));
            return new SecretKeySpec(mac.doFinal(use.getBytes(StandardCharsets.UTF_8)), algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + DERIVATION, e);
        }
    }
}
