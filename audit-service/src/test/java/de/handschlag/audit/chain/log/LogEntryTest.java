package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Entries and tiles (audit-log-format.md)")
class LogEntryTest {

    private static final UUID ID = UUID.fromString("0192f0c1-0000-7000-8000-000000000001");

    @Test
    void entryIsCanonicalJsonOfItsFourMembers() throws IOException {
        byte[] salt = new byte[32];
        Arrays.fill(salt, (byte) 7);
        byte[] payload = "{\"data\":{}}".getBytes(StandardCharsets.UTF_8);
        byte[] commitment = LogEntry.commitment(salt, payload);

        String entry = new String(LogEntry.bytes(ID, RetentionClass.ACCESS, LocalDate.of(2026, 11, 23), commitment),
                StandardCharsets.UTF_8);

        assertThat(commitment).isEqualTo(NaiveTree.sha256(salt, payload));
        assertThat(entry)
                .isEqualTo("{\"class\":\"access\",\"commit\":\"" + Base64.getEncoder().encodeToString(commitment)
                        + "\",\"id\":\"0192f0c1-0000-7000-8000-000000000001\",\"month\":\"2026-11\"}");
        assertThat(new JsonCanonicalizer(entry).getEncodedString()).isEqualTo(entry);
    }

    @ParameterizedTest
    @CsvSource({"000, 0, 256", "273.p/112, 273, 112", "x001/x234/067, 1234067, 256", "001.p/17, 1, 17",
            "x001/000.p/1, 1000, 1"})
    void addressOfATile(String path, long number, int width) {
        assertThat(TilePath.parse("0", path)).contains(new TilePath(0, number, width));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 00", "0, 0000", "0, x000/000", "0, 001/000", "0, x001/0", "0, 000.p/0", "0, 000.p/256",
            "0, 000.p/01", "0, 000.p", "0, ../000", "64, 000", "01, 000", "-1, 000"})
    void whatIsNoAddress(String level, String path) {
        assertThat(TilePath.parse(level, path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            // Size 70,000: L0 273 full and 273.p/112; L1 000 and 001.p/17; L2 000.p/1.
            "0, 272, 70000, true", "0, 273, 70000, false", "0, 273.p/112, 70000, true", "0, 273.p/113, 70000, false",
            "1, 000, 70000, true", "1, 001.p/17, 70000, true", "1, 001.p/18, 70000, false", "2, 000.p/1, 70000, true",
            "2, 000.p/2, 70000, false", "3, 000.p/1, 70000, false", "63, 000.p/1, 70000, false",
            // Size 256: L0 000, L1 000.p/1.
            "0, 000, 256, true", "0, 001.p/1, 256, false", "1, 000.p/1, 256, true", "0, 000.p/255, 255, true",
            "0, 000, 255, false", "0, 000.p/1, 0, false"})
    void tileExistsFromItsSizeOn(String level, String path, long size, boolean exists) {
        assertThat(TilePath.parse(level, path).orElseThrow().existsIn(size)).isEqualTo(exists);
    }
}
