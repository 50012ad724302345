package de.handschlag.registry.notification;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.registry.secret.InstallationSecret;

/**
 * Places in an agency's feed as they stand in requests and answers. They are encrypted: a number with gaps would tell of
 * entries that the agency does not get to see, such as a grant that was withdrawn before it was used (R10).
 */
@ApplicationScoped
public class FeedCursors {

    /** One block of agency and position. No two plain texts share a key's block, so that no chaining is needed. */
    private static final String CIPHER = "AES/ECB/NoPadding";
    private static final int BLOCK = 16;

    private final SecretKeySpec key;

    FeedCursors(InstallationSecret secret) {
        this.key = secret.keyFor("feed cursor", "AES");
    }

    /** @param position of the last entry that was seen; 0 before the first */
    public String text(String agencyId, long position) {
        byte[] block = ByteBuffer.allocate(BLOCK).putLong(tagOf(agencyId)).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(crypt(Cipher.ENCRYPT_MODE, block));
    }

    /**
     * The position that a cursor stands for; 0 for null.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it is none of this agency
     */
    long position(String agencyId, @Nullable String text) {
        if (text == null) {
            return 0;
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(text);
            if (sealed.length == BLOCK) {
                ByteBuffer block = ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, sealed));
                if (block.getLong() == tagOf(agencyId)) {
                    return block.getLong();
                }
            }
        } catch (IllegalArgumentException e) {
            // no base64
        }
        throw InvalidRequest.query("after", "a cursor is expected that an earlier answer gave to this agency");
    }

    private byte[] crypt(int mode, byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key);
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    private static long tagOf(String agencyId) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(agencyId.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
