package de.handschlag.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Signs what one service sends (Ed25519, RFC 8032). The same record has the same signature each time, so that a record which is sent
 * again, by whichever replica, is the same to the byte while the key is the same.
 */
public final class EventSigner {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final Set<PosixFilePermission> OF_THE_OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Ed25519PrivateKeyParameters key;
    private final String keyId;

    private EventSigner(Ed25519PrivateKeyParameters key, String keyId) {
        this.key = key;
        this.keyId = keyId;
    }

    /**
     * Reads the private key, PKCS#8 in PEM.
     *
     * @param source whose key it is
     * @param trusted has to have the public key under this source: a signature that the others refuse would block persons
     * @throws IllegalStateException if the file is missing, open to others than its owner, or holds no key that is trusted; the
     *                               message is for an operator and repeats nothing of the file
     */
    public static EventSigner read(Path file, String source, TrustedKeys trusted) {
        String what = "The key file of " + source + ", " + file + ",";
        String pem;
        try {
            if (!OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException(what + " is open to others than its owner: chmod 600");
            }
            pem = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(what + " cannot be read. Bring it back; only for a first start make one:"
                    + " (umask 077; openssl genpkey -algorithm ed25519 -out " + file + ")", e);
        }
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(what + " holds no PKCS#8 private key in PEM");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            EdECPrivateKey read = (EdECPrivateKey) KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(read.getBytes().orElseThrow());
            String keyId = TrustedKeys.idOf(key.generatePublicKey().getEncoded());
            if (!trusted.has(source, keyId)) {
                throw new IllegalStateException(what + " holds a key that the file of trusted keys does not have for "
                        + source + ": put it there, at every service, before it signs");
            }
            return new EventSigner(key, keyId);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(what + " holds no Ed25519 key", e);
        }
    }

    /** Id of the key, as records name it. */
    public String keyId() {
        return keyId;
    }

    /**
     * An id for an event that may have to be sent again: the same for the same words while the key is the same, and a random one to whoever
     * does not have the key. Ids stand in the public log, where one that anybody can compute would tell what the event is.
     */
    public UUID idOf(String what) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(signature(("id\n" + what).getBytes(StandardCharsets.UTF_8))));
            // Version 4 and variant of RFC 9562, as all other ids have them.
            return new UUID((hash.getLong() & ~0xF000L) | 0x4000L,
                    (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same record, with signature and key id in its headers. */
    public ProducerRecord<String, byte[]> sign(ProducerRecord<String, byte[]> message) {
        Headers headers = message.headers();
        byte[] content = SignedContent.of(message.topic(), message.key(), headers, message.value());
        headers.remove(SignedContent.SIGNATURE).remove(SignedContent.KEY_ID);
        headers.add(SignedContent.SIGNATURE, Base64.getEncoder().encode(signature(content)));
        headers.add(SignedContent.KEY_ID, keyId.getBytes(StandardCharsets.US_ASCII));
        return message;
    }

    private byte[] signature(byte[] content) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(content, 0, content.length);
        return signer.generateSignature();
    }
}
