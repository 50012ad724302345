package de.handschlag.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.AEADBadTagException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The values of the header {@code Consent-Revision} (ADR 43): an agency that has changed something of its own gets one from
 * the consent-service and may hand it to the registry-service, which then answers at that state or a later one. The agency
 * cannot look into it. A person's revision counts what everybody did, so its number would tell one agency what others
 * asked and what the person decided (R10, R37).
 * <p>
 * A token holds the person and the revision, and opens for one agency, one case reference and until one moment. The person is
 * in it because a case reference can come to stand for somebody else: tokens of a former person would otherwise be a yardstick
 * for the revision of the next one. All tokens are equally long, and two for the same state differ.
 */
public final class RevisionTokens {

    public static final String HEADER = "Consent-Revision";

    private static final int PLAIN_BYTES = 4 * Long.BYTES;
    private static final int SEALED_BYTES = AesGcm.OVERHEAD_BYTES + PLAIN_BYTES;
    /** Characters of each token. Bytes are a multiple of three, so that no bit of the last character is without meaning. */
    public static final int LENGTH = SEALED_BYTES / 3 * 4;
    private static final String USE = "consent revision token, version 1";

    private final SealingKeys keys;

    public RevisionTokens(SealingKeys keys) {
        this.keys = keys;
    }

    /** A state of a person: all changes up to this revision are made. */
    public record PersonRevision(UUID dataSubjectId, long consentRevision) {}

    /** A new token; it opens until {@code expiresAt}, which counts in whole seconds. */
    public String seal(String agencyId, String caseReference, PersonRevision state, Instant expiresAt) {
        byte[] plain = ByteBuffer.allocate(PLAIN_BYTES).putLong(state.dataSubjectId().getMostSignificantBits())
                .putLong(state.dataSubjectId().getLeastSignificantBits()).putLong(state.consentRevision())
                .putLong(expiresAt.getEpochSecond()).array();
        byte[] sealed = AesGcm.seal(keyOf(agencyId, keys.currentKey()), caseReference, plain);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * The state that a token stands for. Empty, whatever the reason: it was not issued, is another agency's or for another
     * case, was changed, or has expired.
     */
    public Optional<PersonRevision> open(String agencyId, String caseReference, String token, Instant now) {
        if (token.length() != LENGTH) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        for (SecretKey key : keys.all()) {
            try {
                ByteBuffer plain = ByteBuffer.wrap(AesGcm.open(keyOf(agencyId, key), caseReference, sealed));
                PersonRevision state = new PersonRevision(new UUID(plain.getLong(), plain.getLong()), plain.getLong());
                return now.getEpochSecond() < plain.getLong() ? Optional.of(state) : Optional.empty();
            } catch (AEADBadTagException sealedByAnotherKey) {
                // The next key may be the one.
            }
        }
        return Optional.empty();
    }

    /** Each agency has a key of its own, so that none is used so often that random nonces could repeat. */
    private static SecretKey keyOf(String agencyId, SecretKey key) {
        byte[] info = (USE + '\0' + agencyId).getBytes(StandardCharsets.UTF_8);
        try {
            // The file's keys are random throughout, so that there is nothing to extract (RFC 5869, section 3.3).
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES",
                    HKDFParameterSpec.expandOnly(key, info, AesGcm.KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF is part of every JDK from 25 on", e);
        }
    }
}
