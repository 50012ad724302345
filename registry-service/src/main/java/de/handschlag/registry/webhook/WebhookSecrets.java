package de.handschlag.registry.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.AEADBadTagException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.registry.secret.InstallationSecret;
import de.handschlag.sealing.AesGcm;

/** Makes, seals and uses the secrets that receivers check signatures with. */
@ApplicationScoped
class WebhookSecrets {

    /** Standard Webhooks: 24 to 64 bytes, base64, with this prefix. */
    private static final String PREFIX = "whsec_";

    private final SecretKeySpec sealingKey;

    WebhookSecrets(InstallationSecret secret) {
        this.sealingKey = secret.keyFor("webhook secrets", "AES");
    }

    /** A new secret. */
    byte[] make() {
        return AesGcm.randomKey();
    }

    /** As the agency gets it, once. */
    static String text(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** As the database keeps it; opens for this agency only. */
    byte[] seal(String agencyId, byte[] secret) {
        return AesGcm.seal(sealingKey, agencyId, secret);
    }

    /** @throws IllegalStateException if it was sealed with another installation's secret, or changed */
    byte[] open(String agencyId, byte[] sealed) {
        try {
            return AesGcm.open(sealingKey, agencyId, sealed);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("the webhook's secret does not open", e);
        }
    }

    /** One entry of the header {@code webhook-signature}. */
    static String signature(byte[] secret, String messageId, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] signed = (messageId + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
