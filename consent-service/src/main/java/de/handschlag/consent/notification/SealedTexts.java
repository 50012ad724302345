package de.handschlag.consent.notification;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.Startup;

import de.handschlag.sealing.AesGcm;
import de.handschlag.sealing.SealingKeys;

/**
 * Addresses, and codes on their way to them, as the database keeps them: whoever has the database or a backup without the key file reads
 * none. Each is sealed for what it belongs to, so that one cannot be put in another's place.
 */
@Startup // A missing key file ends the start, and not the first address.
@ApplicationScoped
class SealedTexts {

    private static final String HASH = "HmacSHA256";
    private static final byte[] HASH_USE = "hashes of messages, version 1".getBytes(StandardCharsets.UTF_8);

    private final @Nullable SealingKeys keys;

    SealedTexts(NotificationSettings settings, MessageChannels channels) {
        this.keys = channels.isAnyOffered() ? SealingKeys.read(settings.keyFile(), "key of messages") : null;
    }

    /**
     * Id of the key, a blank, and the sealed text in Base64.
     *
     * @param context what the text belongs to
     */
    String seal(String context, String text) {
        byte[] sealed = AesGcm.seal(keys().currentKey(), context, text.getBytes(StandardCharsets.UTF_8));
        return keys().current() + ' ' + Base64.getEncoder().encodeToString(sealed);
    }

    /** Empty if it was sealed for something else, or by a key that the file does not have any more. */
    Optional<String> open(String context, String sealed) {
        String[] parts = sealed.split(" ", 2);
        SecretKey key = keys().get(parts[0]);
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(AesGcm.open(key, context, Base64.getDecoder().decode(parts[1])),
                    StandardCharsets.UTF_8));
        } catch (AEADBadTagException notOfThis) {
            return Optional.empty();
        }
    }

    /** Id of the key that seals. */
    String currentKey() {
        return keys().current();
    }

    /** The same for the same text as long as the same key seals; tells nothing to who has no key. */
    String hash(String text) {
        try {
            Mac mac = Mac.getInstance(HASH);
            // A key that seals is not used for anything else (RFC 5869, section 3.2).
            mac.init(KDF.getInstance("HKDF-SHA256").deriveKey(HASH,
                    HKDFParameterSpec.expandOnly(keys().currentKey(), HASH_USE, AesGcm.KEY_BYTES)));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF and HMAC are part of every JDK from 25 on", e);
        }
    }

    private SealingKeys keys() {
        return requireNonNull(keys, "where nobody is written to nothing is sealed");
    }
}
