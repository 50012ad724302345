package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

/** A log in which everything but the senders' signatures is as it should be: whoever runs the log could have written it. */
@DisplayName("R39 Who said what the log holds")
class SignedLogTest {

    private static final String CASE_LINKED = "de.handschlag.case.linked.v1";

    @TempDir
    Path directory;

    private final TestLog log = new TestLog();
    private final UUID person = UUID.randomUUID();
    private KeyPair consent;
    private KeyPair registry;
    private Path keys;

    @BeforeEach
    void makeKeys() throws GeneralSecurityException, IOException {
        consent = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        registry = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        keys = Files.writeString(directory.resolve("keys"),
                "# handed over in person\n/consent-service " + Base64.getEncoder().encodeToString(raw(consent))
                        + "\n/registry-service " + Base64.getEncoder().encodeToString(raw(registry)) + "\n");
    }

    private static byte[] raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    /** The payload before it is signed, in canonical form. */
    private String content(String type, String topic, String source, long revision) {
        return "{\"data\":{\"caseLink\":{\"agencyId\":\"a\",\"caseLinkId\":\"" + UUID.randomUUID()
                + "\",\"caseReference\":\"c\",\"linkedAt\":\"2026-03-01T00:00:00Z\"},\"consentRevision\":" + revision
                + ",\"dataSubjectId\":\"" + person + "\"},\"id\":\"" + UUID.randomUUID() + "\",\"key\":\"" + person
                + "/case-link/x\",\"source\":\"" + source + "\",\"time\":\"2026-03-01T00:00:00Z\",\"topic\":\"" + topic
                + "\",\"type\":\"" + type + "\"}";
    }

    private static String signed(String content, KeyPair by) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(by.getPrivate());
        signature.update(content.getBytes(StandardCharsets.UTF_8));
        String id = HexFormat.of().formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(raw(by)), 8));
        return content.replace(",\"source\":\"/", ",\"keyId\":\"" + id + "\",\"signature\":\""
                + Base64.getEncoder().encodeToString(signature.sign()) + "\",\"source\":\"/");
    }

    private String linked(long revision) {
        return content(CASE_LINKED, "consent-events", "/consent-service", revision);
    }

    private Verified verified(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "--event-keys";
        all[options.length + 1] = keys.toString();
        return Verified.archive(log.files(), all);
    }

    @Test
    void whatItsSenderSignedIsGood() throws GeneralSecurityException {
        log.addPayload(signed(linked(1), consent), "consent");
        log.addPayload(signed(linked(2), consent), "consent");

        Verified verified = verified();

        assertThat(verified.found()).as(verified.output()).isEmpty();
        assertThat(verified.output()).contains("2 signatures of senders verify.");
    }

    @Test
    @DisplayName("Without keys nothing is checked, and the summary says so")
    void withoutKeysNothingIsShown() {
        log.addPayload(linked(1).replace(",\"topic\":\"consent-events\"", ""), "consent");

        Verified verified = Verified.archive(log.files());

        assertThat(verified.found()).isEmpty();
        assertThat(verified.output()).contains("does not show who said what the log holds");
    }

    @Test
    void unsignedIsAFaultUnlessItIsFromBefore() throws GeneralSecurityException {
        log.addPayload(linked(1), "consent");
        log.addPayload(signed(linked(2), consent), "consent");

        assertThat(verified().found()).containsExactly(new Found(FaultKind.EVENT_NOT_SIGNED, 0L));
        assertThat(verified("--unsigned-before", "1").found()).isEmpty();
    }

    @Test
    void whatWasChangedAfterwardsIsAFault() throws GeneralSecurityException {
        String payload = signed(linked(1), consent);
        log.addPayload(payload.replace("\"caseReference\":\"c\"", "\"caseReference\":\"d\""), "consent");

        assertThat(verified().found()).containsExactly(new Found(FaultKind.EVENT_SIGNATURE, 0L));
    }

    @Test
    void anotherSendersKeyIsAFault() throws GeneralSecurityException {
        log.addPayload(signed(linked(1), registry), "consent");
        log.addPayload(signed(content(CASE_LINKED, "consent-events", "/registry-service", 2), registry), "consent");
        log.addPayload(signed(content(CASE_LINKED, "access-events", "/consent-service", 3), consent), "consent");
        log.addPayload(signed(linked(4), newKey()), "consent");

        assertThat(verified().indexes(FaultKind.EVENT_SENDER)).containsExactly(0L, 1L, 2L, 3L);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @Test
    @DisplayName("Of a filtered export the entries that say what was erased are checked too")
    void erasuresOfAFilteredExport() throws GeneralSecurityException {
        log.addPayload(signed(linked(1), consent), "consent");
        log.add("de.handschlag.log.erased.v1", "erasure", Instant.parse("2026-03-02T00:00:00Z"), Map.of("reason",
                "RETENTION", "legalBasis", "Art. 5", "class", "access", "month", "2024-01", "ranges", List.of()));

        FilteredLog export = new FilteredLog(log, "ndjson", List.of(0L), List.of(1L));

        assertThat(export.verified("--event-keys", keys.toString()).found())
                .containsExactly(new Found(FaultKind.EVENT_NOT_SIGNED, 1L));
    }

    @Test
    void fileThatHoldsNoKeysIsRefused() throws IOException {
        Files.writeString(keys, "/consent-service none\n");

        assertThat(verified().exitCode()).isEqualTo(VerifyLog.UNREADABLE);
    }
}
