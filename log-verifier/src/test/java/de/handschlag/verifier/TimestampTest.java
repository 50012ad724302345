package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.timestamp.TimestampToken;

@DisplayName("Time stamps over checkpoints (RFC 3161), made by openssl ts")
@Timeout(120)
class TimestampTest {

    private static final int SIZE = 300;
    private static final int EARLIER = 290;

    @TempDir
    static Path directory;

    private static TestAuthority authority;
    private static final TestLog log = TestLog.ofSize(SIZE);

    @BeforeAll
    static void makeAuthority() throws IOException {
        authority = new TestAuthority(directory.resolve("tsa"), "RSA");
    }

    private static String text(int size) {
        return TestLog.checkpointText(log.entries.subList(0, size));
    }

    private static SortedMap<String, byte[]> files(int size, byte[] reply) {
        SortedMap<String, byte[]> files = log.files();
        files.put("timestamps/" + size + ".checkpoint", log.key.note(text(size)).getBytes(StandardCharsets.UTF_8));
        files.put("timestamps/" + size + ".tsr", reply);
        return files;
    }

    private static Verified verify(SortedMap<String, byte[]> files) {
        return Verified.archive(files, "--tsa-certificate", authority.certificate().toString());
    }

    private static byte[] stamp(int size) throws IOException {
        return authority.stamp(text(size), "sha256");
    }

    @Test
    void stampedCheckpointsPass() throws IOException {
        SortedMap<String, byte[]> files = files(EARLIER, stamp(EARLIER));
        files.putAll(files(SIZE, stamp(SIZE)));

        Verified verified = verify(files);

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("2 time stamps, the newest over 300 entries of 20");
        assertThat(Verified.archive(files).output()).contains("by whom was not checked (--tsa-certificate)",
                "Good: no fault.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC -pkeyopt ec_paramgen_curve:P-256", "EC -pkeyopt ec_paramgen_curve:P-384"})
    @DisplayName("Authorities with keys on elliptic curves")
    void otherKeys(String key) throws IOException {
        TestAuthority other = new TestAuthority(Files.createTempDirectory(directory, "tsa"), key.split(" "));
        SortedMap<String, byte[]> files = files(SIZE, other.stamp(text(SIZE), "sha256"));

        Verified verified = Verified.archive(files, "--tsa-certificate", other.certificate().toString());

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verify(files).found()).containsExactly(new Found(FaultKind.TIMESTAMP_CERTIFICATE, null));
    }

    @Test
    @DisplayName("A token over another text")
    void imprint() throws IOException {
        assertThat(verify(files(SIZE, stamp(SIZE - 1))).found())
                .containsExactly(new Found(FaultKind.TIMESTAMP_IMPRINT, null));
        assertThat(Verified.archive(files(SIZE, stamp(SIZE - 1))).kinds()).as("also without a certificate")
                .containsExactly(FaultKind.TIMESTAMP_IMPRINT);
    }

    @Test
    void refusedReplyAndWhatIsNone() throws IOException {
        byte[] good = stamp(SIZE);
        byte[] refused = authority.stamp(text(SIZE), "sha512");
        assertThat(refused).hasSizeLessThan(200);
        for (byte[] reply : List.of(refused, new byte[0], "nonsense".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(good, good.length - 1), Arrays.copyOf(good, good.length + 1),
                HexFormat.of().parseHex("30803080"), new byte[70_000])) {
            assertThat(verify(files(SIZE, reply)).kinds()).containsExactly(FaultKind.TIMESTAMP_FORM,
                    FaultKind.TIMESTAMP_MISSING);
        }
    }

    @Test
    void certificateThatWasNotValid() throws IOException {
        TestAuthority expired = new TestAuthority(directory.resolve("expired"), "RSA");
        expired.certify("-1");
        SortedMap<String, byte[]> files = files(SIZE, expired.stamp(text(SIZE), "sha256"));

        Verified verified = Verified.archive(files, "--tsa-certificate", expired.certificate().toString());

        assertThat(verified.found()).as(verified.output())
                .containsExactly(new Found(FaultKind.TIMESTAMP_CERTIFICATE, null));
    }

    @Test
    @DisplayName("Changed time or signature")
    void signature() throws IOException {
        byte[] good = stamp(SIZE);
        String latin = new String(good, StandardCharsets.ISO_8859_1);
        int time = latin
                .indexOf(TimestampToken.parse(good).time().toString().replaceAll("[-:T]", "").substring(0, 14) + "Z");
        byte[] otherTime = good.clone();
        otherTime[time + 13] ^= 1;
        byte[] otherSignature = good.clone();
        otherSignature[good.length - 1] ^= 1;

        assertThat(time).isPositive();
        assertThat(verify(files(SIZE, otherTime)).found())
                .containsExactly(new Found(FaultKind.TIMESTAMP_SIGNATURE, null));
        assertThat(verify(files(SIZE, otherSignature)).found())
                .containsExactly(new Found(FaultKind.TIMESTAMP_SIGNATURE, null));
    }

    @Test
    @DisplayName("No flipped bit gives another time or imprint, and none makes the check fail to end")
    void everyByte() throws IOException, CertificateException {
        byte[] good = stamp(SIZE);
        TimestampToken token = TimestampToken.parse(good);
        X509Certificate certificate;
        try (InputStream in = Files.newInputStream(authority.certificate())) {
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        assertThat(token.isSignedWith(certificate)).isTrue();
        assertThat(Duration.between(token.time(), Instant.now())).isBetween(Duration.ofMinutes(-1),
                Duration.ofMinutes(1));
        int refused = 0;
        for (int i = 0; i < 8 * good.length; i++) {
            byte[] changed = good.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            try {
                TimestampToken parsed = TimestampToken.parse(changed);
                if (parsed.names(certificate) && parsed.mayBeSignedWith(certificate)
                        && parsed.isSignedWith(certificate)) {
                    assertThat(parsed.time()).isEqualTo(token.time());
                    assertThat(parsed.imprint()).isEqualTo(token.imprint());
                    continue;
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                // Not of its form any more.
            }
            refused++;
        }
        assertThat(refused).as("of %d", 8 * good.length).isGreaterThan(2_000);
    }

    @Test
    void missingTimestampOrHalfOfOne() throws IOException {
        assertThat(verify(log.files()).found()).containsExactly(new Found(FaultKind.TIMESTAMP_MISSING, null));

        for (String half : List.of("timestamps/300.checkpoint", "timestamps/300.tsr")) {
            SortedMap<String, byte[]> files = files(SIZE, stamp(SIZE));
            files.remove(half);
            assertThat(Verified.archive(files).found()).containsExactly(new Found(FaultKind.TIMESTAMP_MISSING, null));
        }
    }

    @Test
    @DisplayName("What is stamped has to be this log")
    void stampedCheckpointOfAnotherLog() throws IOException {
        String fork = TestLog.checkpointText(TestLog.ofSize(SIZE + 1).entries.subList(1, EARLIER + 1));
        SortedMap<String, byte[]> files = files(EARLIER, authority.stamp(fork, "sha256"));
        files.put("timestamps/290.checkpoint", log.key.note(fork).getBytes(StandardCharsets.UTF_8));
        assertThat(verify(files).found()).containsExactly(new Found(FaultKind.FORK, EARLIER - 1L));

        files = files(EARLIER, stamp(EARLIER));
        files.put("timestamps/290.checkpoint", log.key.note(text(EARLIER + 1)).getBytes(StandardCharsets.UTF_8));
        assertThat(verify(files).kinds()).containsExactly(FaultKind.NOTE, FaultKind.TIMESTAMP_MISSING);

        files = files(SIZE, stamp(SIZE));
        files.put("timestamps/301.tsr", stamp(SIZE));
        files.put("timestamps/007.tsr", stamp(SIZE));
        assertThat(verify(files).kinds()).containsExactly(FaultKind.UNEXPECTED_FILE);
    }

    @Test
    void fileWithoutCertificateIsWrongUsage() throws IOException {
        Path none = Files.writeString(directory.resolve("none.pem"), "nothing");

        assertThat(Verified.archive(log.files(), "--tsa-certificate", none.toString()).exitCode()).isEqualTo(2);
        assertThat(
                Verified.archive(log.files(), "--tsa-certificate", directory.resolve("absent").toString()).exitCode())
                .isEqualTo(2);
    }
}
