package de.handschlag.consent.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R41 What an operator has set, and what they set no more")
class MessageChannelsTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    private record NoMail(Optional<String> host, int port, Security security, Optional<String> username,
            Optional<String> password, Optional<String> from, Optional<Path> trustedCertificates,
            Duration connectTimeout, Duration timeout) implements MailSettings {}

    private record Sending(Optional<URI> url, Optional<String> authorization, String numberMember, String textMember,
            List<String> numbers, Duration connectTimeout, Duration timeout) implements SmsSettings {}

    private static MessageChannels channels(Optional<URI> gateway) {
        return new MessageChannels(
                new MailServer(new NoMail(Optional.empty(), 25, MailSettings.Security.NONE, Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.empty(), SHORT, SHORT), InstantSource.system()),
                new SmsGateway(new Sending(gateway, Optional.empty(), "to", "text", List.of("+4915"), SHORT, SHORT)));
    }

    private static Sms to(String number) {
        return new Sms(UUID.randomUUID(), MobileNumber.international(number).orElseThrow(), "Handschlag");
    }

    @Test
    @DisplayName("a message waits while its server or gateway is not set; it is not given up for that")
    void notSet() {
        MessageChannels none = channels(Optional.empty());

        assertThat(none.offered()).isEmpty();
        assertThat(none.send(to("+4915123456789"))).isEqualTo(Outcome.AWAY);
        assertThat(
                none.send(new Mail(UUID.randomUUID(), EmailAddress.of("a@example.org").orElseThrow(), "de", "s", "t")))
                .isEqualTo(Outcome.AWAY);
    }

    @Test
    @DisplayName("a number that messages do not go to any more is refused, and nothing is sent there")
    void numberNotReachedAnyMore() {
        // Nothing listens there: a try would be an Outcome.AWAY.
        assertThat(channels(Optional.of(URI.create("http://127.0.0.1:1/"))).send(to("+436601234567")))
                .isEqualTo(Outcome.REFUSED);
    }
}
