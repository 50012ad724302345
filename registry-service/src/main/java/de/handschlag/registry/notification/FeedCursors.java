package de.handschlag.registry.notification;

import java.nio.ByteBuffer;
import java.util.Base64;

import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.registry.secret.InstallationSecret;
import de.handschlag.sealing.AesGcm;

/**
 * Places in an agency's feed as they stand in requests and answers. They are sealed: a number with gaps would tell of entries
 * that the agency does not get to see, such as a grant that was withdrawn before it was used (R10). Two cursors for the same
 * place differ, so that comparing the feed's with the webhook's does not tell of them either.
 */
@ApplicationScoped
public class FeedCursors {

    private static final String CONTEXT = "feed cursor";

    private final InstallationSecret secret;

    FeedCursors(InstallationSecret secret) {
        this.secret = secret;
    }

    /** @param position of the last entry that was seen; 0 before the first */
    public String text(String agencyId, long position) {
        byte[] plain = ByteBuffer.allocate(Long.BYTES).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(AesGcm.seal(keyOf(agencyId), CONTEXT, plain));
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
            return ByteBuffer.wrap(AesGcm.open(keyOf(agencyId), CONTEXT, Base64.getUrlDecoder().decode(text)))
                    .getLong();
        } catch (IllegalArgumentException | AEADBadTagException noCursor) {
            throw InvalidRequest.query("after", "a cursor is expected that an earlier answer gave to this agency");
        }
    }

    /** One for each agency: agencies ask often, and a key must not seal so often that random nonces repeat. */
    private SecretKey keyOf(String agencyId) {
        return secret.keyFor(CONTEXT + '\0' + agencyId, "AES");
    }
}
