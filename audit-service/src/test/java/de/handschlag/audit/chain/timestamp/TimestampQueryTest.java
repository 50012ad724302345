package de.handschlag.audit.chain.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import de.handschlag.audit.chain.timestamp.OpensslAuthority.Mode;

@DisplayName("Time stamps (RFC 3161) from openssl ts, and every way in which a reply can be none")
@Timeout(60)
class TimestampQueryTest {

    private static final String TEXT = "log.example\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    @TempDir
    static Path directory;

    private static OpensslAuthority openssl;

    @BeforeAll
    static void start() throws IOException {
        openssl = new OpensslAuthority(directory);
    }

    @AfterAll
    static void stop() {
        openssl.close();
    }

    private record Settings(Optional<URI> url, Optional<Path> certificateFile,
            Duration timeout) implements TimestampSettings {

        static Settings of(Path certificates, Mode mode) {
            // A busy machine may take long to start openssl; only of the one that says nothing the end is waited for.
            return new Settings(Optional.of(URI.create(openssl.url())), Optional.of(certificates),
                    Duration.ofSeconds(mode == Mode.SLOW ? 1 : 30));
        }

        @Override
        public Duration every() {
            return Duration.ZERO;
        }

        @Override
        public Duration lookEvery() {
            return Duration.ZERO;
        }
    }

    private static Instant stamp(Mode mode) throws IOException {
        openssl.behave(mode);
        TimestampAuthority authority = new TimestampAuthority(Settings.of(openssl.certificate(), mode));
        TimestampQuery query = TimestampQuery.over(TEXT);
        return query.stampedAt(authority.ask(query.query()), authority.certificates());
    }

    @Test
    void goodReplyHasTheTimeOfNow() throws IOException {
        assertThat(Duration.between(stamp(Mode.HONEST), Instant.now())).isBetween(Duration.ofSeconds(-2),
                Duration.ofSeconds(60));
    }

    @Test
    void twoQuestionsHaveTwoNonces() {
        assertThat(TimestampQuery.over(TEXT).query().getNonce())
                .isNotEqualTo(TimestampQuery.over(TEXT).query().getNonce());
    }

    @ParameterizedTest
    @CsvSource({"FAILS,the authority answered with status 500", "SLOW,the authority did not answer within PT1S",
            "GARBAGE,the token does not hold: *", "ENDLESS,the authority could not be asked: *",
            "REPLAYS,the token does not hold: response contains wrong nonce value.",
            "STAMPS_SOMETHING_ELSE,the token does not hold: response for different message imprint digest.",
            "CHANGES_TIME,the token does not hold: *",
            "SIGNS_WITH_ANOTHER_KEY,the token is signed with none of the configured certificates",
            "REFUSES,the authority refuses: status 2"})
    @DisplayName("Each is refused, in bounded time, and says why")
    void badReplies(Mode mode, String message) throws IOException {
        stamp(Mode.HONEST);
        String wanted = message.endsWith("*") ? message.substring(0, message.length() - 1) : message;

        assertThatThrownBy(() -> stamp(mode)).isInstanceOf(IOException.class).hasMessageStartingWith(wanted);
    }

    @Test
    @DisplayName("A certificate of the same authority that may not stamp does not count")
    void certificateOfTheAuthorityAboveIsNotTheSigners() throws IOException {
        openssl.behave(Mode.HONEST);
        TimestampAuthority authority = new TimestampAuthority(Settings.of(directory.resolve("ca.pem"), Mode.HONEST));
        TimestampQuery query = TimestampQuery.over(TEXT);
        byte[] reply = authority.ask(query.query());

        assertThatThrownBy(() -> query.stampedAt(reply, authority.certificates()))
                .hasMessage("the token is signed with none of the configured certificates");
    }

    @Test
    void settingsWithoutCertificateAreRefused() throws IOException {
        Path none = Files.writeString(directory.resolve("none.pem"), "nothing");
        Settings without = new Settings(Optional.of(URI.create(openssl.url())), Optional.empty(),
                Duration.ofSeconds(30));

        assertThatThrownBy(() -> new TimestampAuthority(without).certificates())
                .hasMessage("handschlag.timestamp.url needs handschlag.timestamp.certificate-file");
        assertThatThrownBy(() -> new TimestampAuthority(Settings.of(none, Mode.HONEST)).certificates())
                .isInstanceOf(IOException.class).hasMessageContaining("none.pem");
    }
}
