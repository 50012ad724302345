package de.handschlag.consent.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

@DisplayName("The keys of receipts, and what they sign, as another library reads them")
class ReceiptKeysTest {

    private static final byte[] PAYLOAD = "{\"@type\":\"dpv:ConsentReceipt\",\"ü\":\"هاتف\"}"
            .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private static KeyPair pair() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(encoded)
                + "\n-----END " + what + "-----\n";
    }

    private static String privateKey(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private Path file(String content) throws IOException {
        Path file = directory.resolve("receipt-key.pem");
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Whether the signature is that of the key in the set that the JWS names. */
    static boolean isSigned(String jws, String keySet) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "EdDSA"));
        signature.setCompactSerialization(jws);
        JsonWebKey key = new JsonWebKeySet(keySet).findJsonWebKey(signature.getKeyIdHeaderValue(), null, null, null);
        if (key == null) {
            return false;
        }
        signature.setKey(key.getKey());
        return signature.verifySignature();
    }

    @Test
    @DisplayName("A key that was announced before it signs is published once")
    void announced() throws Exception {
        KeyPair former = pair();
        KeyPair next = pair();
        String publicHalves = pem("PUBLIC KEY", next.getPublic().getEncoded())
                + pem("PUBLIC KEY", former.getPublic().getEncoded());

        ReceiptKeys before = new ReceiptKeys(file(privateKey(former) + publicHalves));
        String byFormer = before.sign(PAYLOAD, "json");
        ReceiptKeys after = new ReceiptKeys(file(privateKey(next) + publicHalves));

        assertThat(before.published().path("keys")).hasSize(2);
        assertThat(after.published().path("keys")).hasSize(2);
        assertThat(isSigned(after.sign(PAYLOAD, "json"), before.published().toString())).isTrue();
        assertThat(isSigned(byFormer, after.published().toString())).isTrue();
    }

    @Test
    @DisplayName("A signed receipt is checked with the published key alone, and its payload is the receipt to the byte")
    void signedReceiptCanBeChecked() throws Exception {
        ReceiptKeys keys = new ReceiptKeys(file(privateKey(pair())));

        String jws = keys.sign(PAYLOAD, "ld+json");

        assertThat(isSigned(jws, keys.published().toString())).isTrue();
        String[] parts = jws.split("\\.");
        assertThat(parts).hasSize(3);
        assertThat(Base64.getUrlDecoder().decode(parts[1])).isEqualTo(PAYLOAD);
        JsonNode header = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[0]));
        assertThat(header.path("alg").asText()).isEqualTo("EdDSA");
        assertThat(header.path("cty").asText()).isEqualTo("ld+json");
    }

    @Test
    @DisplayName("Whoever changes a letter, signs with another key or names one of their own is found out")
    void forgedReceiptIsFoundOut() throws Exception {
        ReceiptKeys keys = new ReceiptKeys(file(privateKey(pair())));
        String[] parts = keys.sign(PAYLOAD, "ld+json").split("\\.");
        String published = keys.published().toString();
        String other = Base64.getUrlEncoder().withoutPadding()
                .encodeToString("{\"@type\":\"dpv:ConsentRefusal\"}".getBytes(StandardCharsets.UTF_8));
        String forger = new ReceiptKeys(file(privateKey(pair()))).sign(PAYLOAD, "ld+json");

        assertThat(isSigned(parts[0] + "." + other + "." + parts[2], published)).isFalse();
        assertThat(isSigned(forger, published)).isFalse();
        assertThat(isSigned(parts[0] + "." + parts[1] + "." + forger.split("\\.")[2], published)).isFalse();
    }

    @Test
    @DisplayName("What is published is public: a key set without a private part, with thumbprints as ids (RFC 7638)")
    void publishedKeysArePublic() throws Exception {
        ReceiptKeys keys = new ReceiptKeys(file(privateKey(pair())));

        JsonNode key = keys.published().at("/keys/0");

        assertThat(key.fieldNames()).toIterable().containsExactly("kty", "crv", "x", "kid", "use", "alg");
        assertThat(JsonWebKey.Factory.newJwk(key.toString()).calculateBase64urlEncodedThumbprint("SHA-256"))
                .isEqualTo(key.path("kid").asText());
    }

    @Test
    @DisplayName("After a rotation a receipt from before still checks, and new ones are signed by the new key")
    void rotation() throws Exception {
        KeyPair former = pair();
        String before = new ReceiptKeys(file(privateKey(former))).sign(PAYLOAD, "ld+json");

        ReceiptKeys keys = new ReceiptKeys(
                file(pem("PUBLIC KEY", former.getPublic().getEncoded()) + privateKey(pair())));

        String published = keys.published().toString();
        assertThat(isSigned(before, published)).isTrue();
        assertThat(isSigned(keys.sign(PAYLOAD, "ld+json"), published)).isTrue();
        assertThat(keys.published().at("/keys/0/kid").asText()).isEqualTo(new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(keys.sign(PAYLOAD, "ld+json").split("\\.")[0])).path("kid")
                .asText());
    }

    @Test
    @DisplayName("A file that is missing, open to others, or holds no key, or two, is refused, and nothing of it is repeated")
    void refusedFiles() throws Exception {
        String pem = privateKey(pair());
        Path open = file(pem);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> new ReceiptKeys(open)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> new ReceiptKeys(directory.resolve("none.pem")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("openssl genpkey");
        assertThatThrownBy(() -> new ReceiptKeys(file("nothing"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it holds 0");
        assertThatThrownBy(() -> new ReceiptKeys(file(pem + privateKey(pair()))))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("it holds 2");
        String rsa = pem("PRIVATE KEY",
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded());
        assertThatThrownBy(() -> new ReceiptKeys(file(rsa))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Ed25519 key").hasMessageNotContaining(rsa.substring(40, 60));
    }
}
