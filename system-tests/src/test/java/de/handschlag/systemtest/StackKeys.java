package de.handschlag.systemtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.erdtman.jcs.JsonCanonicalizer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.deploy.stack.LocalStack;
import de.handschlag.verifier.TestKey;

/** The keys by which a stack signs events and checkpoints: whoever has all of them can sign any log. */
final class StackKeys {

    /** SubjectPublicKeyInfo of an Ed25519 key before its 32 bytes (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** By source, such as {@code /consent-service}. */
    private final Map<String, KeyPair> senders = new HashMap<>();
    private final TestKey log;

    /** @param verifierKey the log's, as it stands in its exports */
    StackKeys(LocalStack stack, String verifierKey) throws IOException, GeneralSecurityException {
        for (String line : Files.readAllLines(stack.eventKeys().trusted())) {
            String[] sourceAndKey = line.split(" ");
            String service = sourceAndKey[0].substring(1).replace("-service", "");
            senders.put(sourceAndKey[0],
                    pair(stack.eventKeys().keyOf(service), Base64.getDecoder().decode(sourceAndKey[1])));
        }
        String[] nameIdAndKey = verifierKey.strip().split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(nameIdAndKey[2]);
        log = new TestKey(nameIdAndKey[0], pair(stack.state().of("audit-service").resolve("log-key.pem"),
                Arrays.copyOfRange(typed, 1, typed.length)));
    }

    private static KeyPair pair(Path pem, byte[] publicKey) throws IOException, GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        String encoded = Files.readString(pem).replaceAll("-----[^-]+-----|\\s", "");
        byte[] x509 = Arrays.copyOf(PREFIX, PREFIX.length + publicKey.length);
        System.arraycopy(publicKey, 0, x509, PREFIX.length, publicKey.length);
        return new KeyPair(keys.generatePublic(new X509EncodedKeySpec(x509)),
                keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded))));
    }

    /** The key of checkpoints. */
    TestKey log() {
        return log;
    }

    /** The key of the service with this source. */
    KeyPair of(String source) {
        return senders.get(source);
    }

    /** A key that nobody has announced. */
    static KeyPair unknown() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the payload bear this key's signature over what it says now. */
    static void sign(ObjectNode payload, KeyPair key) {
        payload.remove(List.of("keyId", "signature"));
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key.getPrivate());
            signer.update(canonical(payload).getBytes(StandardCharsets.UTF_8));
            payload.put("signature", Base64.getEncoder().encodeToString(signer.sign()));
            payload.put("keyId", id(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By which an event names the key. */
    static String id(KeyPair key) {
        byte[] encoded = key.getPublic().getEncoded();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 8785. */
    static String canonical(ObjectNode json) {
        try {
            return new JsonCanonicalizer(json.toString()).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
