package de.handschlag.registry.personkey;

import java.util.UUID;

import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import de.handschlag.sealing.AesGcm;

/**
 * A person's key as the database holds it.
 *
 * @param masterKeyId which master key seals it
 * @param bytes       nonce, key and tag; 60 bytes
 */
public record SealedKey(String masterKeyId, byte[] bytes) {

    static SealedKey of(UUID person, SecretKey key, MasterKeys masters) {
        return new SealedKey(masters.current(),
                AesGcm.seal(masters.currentKey(), context(person, masters.current()), key.getEncoded()));
    }

    /** @throws AEADBadTagException if the file has no such master key or it does not open this one */
    SecretKey open(UUID person, MasterKeys masters) throws AEADBadTagException {
        SecretKey master = masters.get(masterKeyId);
        if (master == null) {
            throw new AEADBadTagException("no master key " + masterKeyId);
        }
        return new SecretKeySpec(AesGcm.open(master, context(person, masterKeyId), bytes), "AES");
    }

    private static String context(UUID person, String masterKeyId) {
        return String.join("\0", "person key", person.toString(), masterKeyId);
    }

    /** Says nothing of the key, sealed as it may be. */
    @Override
    public String toString() {
        return "key sealed by " + masterKeyId;
    }
}
