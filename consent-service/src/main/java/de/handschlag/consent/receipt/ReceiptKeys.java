package de.handschlag.consent.receipt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.runtime.Startup;

import de.handschlag.sealing.KeyFiles;

/**
 * The key that signs receipts (Ed25519, RFC 8037), and all by which receipts can be checked: its public half, and those of keys
 * that signed before.
 */
@Singleton
@Startup
class ReceiptKeys {

    /** Algorithm of the signature, as RFC 8037 calls it; the newer name Ed25519 (RFC 9864) is not known to most libraries yet. */
    static final String ALGORITHM = "EdDSA";

    private static final Pattern BLOCK = Pattern
            .compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");
    private static final int RAW_LENGTH = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final String keyId;
    private final ObjectNode published;

    @Inject
    ReceiptKeys(ReceiptSettings settings) {
        this(settings.keyFile());
    }

    /**
     * Reads the keys: PEM, one private key in PKCS#8, and the public keys of former ones.
     *
     * @throws IllegalStateException if the file is missing, open to others than its owner, or not in this form; the message is
     *                               for an operator and repeats nothing of the file
     */
    ReceiptKeys(Path file) {
        String what = "The file of the keys of receipts, " + file + ",";
        String pem = KeyFiles.read(file, what, "openssl genpkey -algorithm ed25519 -out " + file);
        List<PrivateKey> signing = new ArrayList<>();
        List<byte[]> checking = new ArrayList<>();
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            Matcher blocks = BLOCK.matcher(pem);
            while (blocks.find()) {
                byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(2));
                if (blocks.group(1).equals("PRIVATE")) {
                    EdECPrivateKey read = (EdECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
                    signing.add(read);
                    checking.addFirst(new Ed25519PrivateKeyParameters(read.getBytes().orElseThrow()).generatePublicKey()
                            .getEncoded());
                } else {
                    PublicKey former = factory.generatePublic(new X509EncodedKeySpec(encoded));
                    byte[] whole = former.getEncoded();
                    checking.add(Arrays.copyOfRange(whole, whole.length - RAW_LENGTH, whole.length));
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(what + " has a key that is no Ed25519 key", e);
        }
        if (signing.size() != 1) {
            throw new IllegalStateException(what + " is to hold one private key in PEM; it holds " + signing.size());
        }
        key = signing.getFirst();
        keyId = idOf(checking.getFirst());
        published = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = published.putArray("keys");
        // A key that was announced before it signs stands in the file twice.
        checking.stream().map(ReceiptKeys::jwk).distinct().forEach(keys::add);
    }

    /** RFC 7517: the public keys, the one that signs first. */
    ObjectNode published() {
        return published.deepCopy();
    }

    /**
     * A JWS in its compact form (RFC 7515).
     *
     * @param contentType of the payload, without {@code application/}
     */
    String sign(byte[] payload, String contentType) {
        ObjectNode header = JsonNodeFactory.instance.objectNode().put("alg", ALGORITHM).put("kid", keyId)
                .put("typ", "JOSE").put("cty", contentType);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(BASE64.encode(header.toString().getBytes(StandardCharsets.UTF_8)));
        input.write('.');
        input.writeBytes(BASE64.encode(payload));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(input.toByteArray());
            return input.toString(StandardCharsets.US_ASCII) + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    private static ObjectNode jwk(byte[] raw) {
        return JsonNodeFactory.instance.objectNode().put("kty", "OKP").put("crv", "Ed25519")
                .put("x", BASE64.encodeToString(raw)).put("kid", idOf(raw)).put("use", "sig").put("alg", ALGORITHM);
    }

    /** The key's thumbprint (RFC 7638, and RFC 8037 for its members). */
    private static String idOf(byte[] raw) {
        String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + BASE64.encodeToString(raw) + "\"}";
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
