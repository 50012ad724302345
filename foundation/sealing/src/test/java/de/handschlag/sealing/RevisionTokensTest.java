package de.handschlag.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.sealing.RevisionTokens.PersonRevision;

@DisplayName("R37 A revision token")
class RevisionTokensTest {

    private static final String OLD = "old " + Base64.getEncoder().encodeToString(AesGcm.randomKey());
    private static final String NEW = "new " + Base64.getEncoder().encodeToString(AesGcm.randomKey());
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path directory;

    private final UUID person = UUID.randomUUID();
    private final PersonRevision state = new PersonRevision(person, 7);
    private RevisionTokens tokens;

    @BeforeEach
    void oneKey() throws IOException {
        tokens = of(OLD);
    }

    private RevisionTokens of(String... lines) throws IOException {
        Path file = Files.createTempFile(directory, "revision", ".key");
        return new RevisionTokens(SealingKeys.read(Files.writeString(file, String.join("\n", lines)), "revision key"));
    }

    private String token() {
        return tokens.seal("jobcenter", "C-1", state, NOW.plusSeconds(3600));
    }

    @Test
    @DisplayName("opens for its agency and case until it expires, at the second")
    void opensForItsAgencyAndCaseUntilItExpires() {
        String token = token();

        assertThat(tokens.open("jobcenter", "C-1", token, NOW)).contains(state);
        assertThat(tokens.open("jobcenter", "C-1", token, NOW.plusSeconds(3600).minusMillis(1))).contains(state);
        assertThat(tokens.open("jobcenter", "C-1", token, NOW.plusSeconds(3600))).isEmpty();
        assertThat(tokens.open("sozialamt", "C-1", token, NOW)).isEmpty();
        assertThat(tokens.open("jobcenter", "C-2", token, NOW)).isEmpty();
        assertThat(tokens.open("jobcente", "rC-1", token, NOW)).isEmpty();
    }

    @Test
    @DisplayName("is as long as any other, whatever it stands for, and differs from the next one for the same state")
    void sameLengthAndNeverTheSameText() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(token());
        }

        assertThat(seen).hasSize(100).allSatisfy(token -> assertThat(token).hasSize(80).matches("[A-Za-z0-9_-]+"));
        for (long revision : new long[]{0, 1, 255, 1_000_000, Long.MAX_VALUE}) {
            assertThat(tokens.seal("a".repeat(63), "C".repeat(64), new PersonRevision(person, revision), NOW))
                    .hasSize(80);
        }
    }

    @Test
    @DisplayName("shows neither the person nor the revision, plain or encoded")
    void showsNothing() {
        byte[] bytes = Base64.getUrlDecoder().decode(token());

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(new byte[]{0, 0, 0, 0, 0, 0, 0, 7}, StandardCharsets.ISO_8859_1));
        assertThat(token()).doesNotContain(person.toString());
    }

    @Test
    @DisplayName("that was changed in any of its characters does not open, and neither does any other text")
    void changedOrInventedOnesDoNotOpen() {
        String token = token();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.open("jobcenter", "C-1", token.substring(0, i) + other + token.substring(i + 1), NOW))
                    .as("character %d", i).isEmpty();
        }
        for (String text : new String[]{"", "1", "7", "-1", " " + token, token + " ", token + "=", token.substring(1),
                token + token, "A".repeat(80), "ä".repeat(80), "+".repeat(80), "*".repeat(80)}) {
            assertThat(tokens.open("jobcenter", "C-1", text, NOW)).as(text).isEmpty();
        }
    }

    @Test
    @DisplayName("opens by any key of the file and is sealed by the first, so that keys can be exchanged")
    void keysCanBeExchanged() throws IOException {
        String before = token();
        RevisionTokens both = of(NEW, OLD);
        String after = both.seal("jobcenter", "C-1", state, NOW.plusSeconds(60));

        assertThat(both.open("jobcenter", "C-1", before, NOW)).contains(state);
        assertThat(both.open("jobcenter", "C-1", after, NOW)).contains(state);
        assertThat(tokens.open("jobcenter", "C-1", after, NOW)).isEmpty();
        assertThat(of(NEW).open("jobcenter", "C-1", before, NOW)).isEmpty();
    }
}
