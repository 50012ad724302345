package de.handschlag.registry.disclosure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.registry.disclosure.SharingView.Covered;
import de.handschlag.registry.secret.InstallationSecret;

/**
 * The strong entity tag of a view (RFC 9110, section 8.8.3). It is a keyed digest, so that nobody can try out what it was made
 * from, and it covers only what this agency may see: not the person's consent revision, which other agencies' consents
 * change as well (R10, R16), and not the grant's, which changes as the person releases a source of which there is nothing to
 * read (R37). All replicas share the key, and it outlives a restart.
 */
@ApplicationScoped
class ViewTag {

    private static final int BYTES = 18;

    private final SecretKeySpec key;

    ViewTag(InstallationSecret secret) {
        this.key = secret.keyFor("entity tag", "HmacSHA256");
    }

    /** The tag's opaque part: 24 letters, digits, - and _. */
    String of(ViewRequest request, SharingView view) {
        Digest digest = new Digest(key);
        digest.add(request.agencyId());
        digest.add(view.caseReference());
        digest.add(request.purpose());
        List<String> asked = request.attributes();
        digest.add(asked == null ? -1 : asked.size());
        if (asked != null) {
            asked.stream().sorted().forEach(digest::add);
        }
        for (Covered covered : view.covered()) {
            digest.add(covered.grantId());
            digest.add(covered.attribute());
            digest.add(String.valueOf(covered.source()));
            digest.add(covered.named() ? 1 : 0);
            Instant recordedAt = covered.recordedAt();
            digest.add(recordedAt == null ? 0 : recordedAt.getEpochSecond());
            digest.add(recordedAt == null ? 0 : recordedAt.getNano());
        }
        return digest.text();
    }

    /** Each part goes in with its length, so that no two lists of parts are the same bytes. */
    private static final class Digest {

        private final Mac mac;

        private Digest(SecretKeySpec key) {
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }

        private void add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            mac.update(bytes);
        }

        private void add(long number) {
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        }

        private void add(UUID id) {
            add(id.getMostSignificantBits());
            add(id.getLeastSignificantBits());
        }

        private String text() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac.doFinal(), BYTES));
        }
    }
}
