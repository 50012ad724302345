package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R39 Signatures of senders")
class EventSignerTest {

    @TempDir
    Path directory;

    private String consentLine;
    private TrustedKeys trusted;
    private EventSigner consent;
    private EventSigner registry;

    @BeforeEach
    void keys() throws Exception {
        consentLine = make("consent");
        trusted = TrustedKeys.parse("# who is who\n\n" + consentLine + make("registry"));
        consent = EventSigner.read(directory.resolve("consent"), Senders.CONSENT, trusted);
        registry = EventSigner.read(directory.resolve("registry"), Senders.REGISTRY, trusted);
    }

    /** Makes a key file; returns the line of the public key. */
    private String make(String service) throws GeneralSecurityException, IOException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(directory.resolve(service),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(directory.resolve(service), PosixFilePermissions.fromString("rw-------"));
        byte[] encoded = pair.getPublic().getEncoded();
        return "/" + service + "-service "
                + Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                + "\n";
    }

    private static ProducerRecord<String, byte[]> given(String source) {
        Event event = GoldenSample.named(EventType.CONSENT_GIVEN.typeName()).event();
        return EventCodec.toRecord(
                new EventEnvelope<>(new UUID(1, 2), source, Instant.parse("2026-11-29T10:00:00Z"), null, event),
                Topics.CONSENT_EVENTS, 0, ((PersonEvent) event).messageKey());
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        ConsumerRecord<String, byte[]> received = new ConsumerRecord<>(sent.topic(), 0, 7, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    @Test
    void whatWasSignedVerifiesAndIsTheSameEachTime() {
        ProducerRecord<String, byte[]> once = consent.sign(given(Senders.CONSENT));
        ProducerRecord<String, byte[]> again = consent.sign(consent.sign(given(Senders.CONSENT)));

        assertThat(again.headers()).isEqualTo(once.headers());
        assertThat(new String(trusted.verify(received(once)), StandardCharsets.UTF_8)).isEqualTo("{\"data\":"
                + new String(once.value(), StandardCharsets.UTF_8)
                + ",\"id\":\"00000000-0000-0001-0000-000000000002\",\"key\":\"" + once.key()
                + "\",\"source\":\"/consent-service\",\"time\":\"2026-11-29T10:00:00Z\",\"topic\":\"consent-events\","
                + "\"type\":\"de.handschlag.consent.given.v1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "key", "ce_id", "ce_type", "ce_source", "ce_time", "data", "signature"})
    void nothingCanBeChanged(String what) {
        ProducerRecord<String, byte[]> sent = consent.sign(given(Senders.CONSENT));
        ConsumerRecord<String, byte[]> changed = new ConsumerRecord<>(
                what.equals("topic") ? Topics.ACCESS_EVENTS : sent.topic(), 0, 7,
                what.equals("key") ? sent.key() + "0" : sent.key(),
                what.equals("data")
                        ? new String(sent.value(), StandardCharsets.UTF_8)
                                .replace("\"consentRevision\":", "\"consentRevision\":1")
                                .getBytes(StandardCharsets.UTF_8)
                        : sent.value());
        sent.headers().forEach(changed.headers()::add);
        switch (what) {
            case "ce_id" -> put(changed, what, new UUID(1, 3).toString());
            case "ce_type" -> put(changed, what, EventType.CONSENT_REFUSED.typeName());
            case "ce_source" -> put(changed, what, Senders.REGISTRY);
            case "ce_time" -> put(changed, what, "2026-11-29T10:00:01Z");
            case "signature" -> put(changed, "ce_signature", Base64.getEncoder().encodeToString(new byte[64]));
            default -> {
            }
        }

        assertThatThrownBy(() -> trusted.verify(changed)).isInstanceOf(UnverifiedEventException.class);
    }

    private static void put(ConsumerRecord<String, byte[]> message, String header, String value) {
        message.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("An id that is derived is the same each time, and like a random one to whoever does not have the key")
    void derivedIdTellsNothing() {
        UUID id = registry.idOf("obligation/answered/1");

        assertThat(registry.idOf("obligation/answered/1")).isEqualTo(id);
        assertThat(id.version()).isEqualTo(UUID.randomUUID().version());
        assertThat(id.variant()).isEqualTo(UUID.randomUUID().variant());
        assertThat(registry.idOf("obligation/answered/2")).isNotEqualTo(id);
        assertThat(consent.idOf("obligation/answered/1")).isNotEqualTo(id);
    }

    @Test
    void unsignedIsRefused() {
        assertThatThrownBy(() -> trusted.verify(received(given(Senders.CONSENT))))
                .isInstanceOf(UnverifiedEventException.class).hasMessage("not signed");
    }

    @Test
    void anotherSendersKeyIsRefusedUnderEitherName() {
        assertThatThrownBy(() -> trusted.verify(received(registry.sign(given(Senders.CONSENT)))))
                .isInstanceOf(UnverifiedEventException.class).hasMessage("signed with another sender's key");
        assertThatThrownBy(() -> trusted.verify(received(registry.sign(given(Senders.REGISTRY)))))
                .isInstanceOf(UnverifiedEventException.class).hasMessage("its sender may not say this on this topic");
    }

    @Test
    void tombstonesAreSignedToo() {
        ProducerRecord<String, byte[]> tombstone = EventCodec.tombstone(UUID.randomUUID(), Senders.CONSENT,
                Instant.now(), Topics.CONSENT_EVENTS, 0, "k");

        assertThat(trusted.verify(received(consent.sign(tombstone)))).isNotEmpty();
        assertThatThrownBy(() -> trusted.verify(received(consent.sign(new ProducerRecord<>(tombstone.topic(), 0, "k",
                "{}".getBytes(StandardCharsets.UTF_8), tombstone.headers())))))
                .isInstanceOf(UnverifiedEventException.class);
    }

    @Test
    @DisplayName("While a key is changed both count; which one signed an event is in its headers")
    void rotationOverlaps() throws Exception {
        ProducerRecord<String, byte[]> before = consent.sign(given(Senders.CONSENT));
        TrustedKeys both = TrustedKeys.parse(consentLine + make("consent"));
        EventSigner next = EventSigner.read(directory.resolve("consent"), Senders.CONSENT, both);

        ProducerRecord<String, byte[]> after = next.sign(given(Senders.CONSENT));

        assertThat(next.keyId()).isNotEqualTo(consent.keyId());
        assertThat(both.verify(received(after))).isEqualTo(both.verify(received(before)));
        assertThatThrownBy(() -> TrustedKeys.parse(consentLine).verify(received(after)))
                .hasMessage("signed with a key that is not trusted");
    }

    @Test
    void keyFileThatOthersCanReadIsRefused() throws IOException {
        Path file = directory.resolve("consent");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> EventSigner.read(file, Senders.CONSENT, trusted))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void keyThatNobodyTrustsDoesNotSign() {
        assertThatThrownBy(() -> EventSigner.read(directory.resolve("registry"), Senders.CONSENT, trusted))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("before it signs");
        assertThatThrownBy(() -> EventSigner.read(directory.resolve("none"), Senders.CONSENT, trusted))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("openssl genpkey");
    }

    @Test
    void trustedKeysThatOthersCanWriteAreRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "/consent-service " + "A".repeat(43) + "=\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        assertThatThrownBy(() -> TrustedKeys.read(file)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod go-w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "/consent-service", "/consent-service AAAA", "consent AAAA="})
    void whatIsNoFileOfKeysIsRefused(String text) {
        assertThatThrownBy(() -> TrustedKeys.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTypeHasItsSendersAndItsTopic() {
        for (EventType type : EventType.values()) {
            List<String> senders = List.of(Senders.CONSENT, Senders.REGISTRY, Senders.AUDIT).stream()
                    .filter(source -> List.of(Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS, Topics.ENFORCEMENT_RECEIPTS)
                            .stream().anyMatch(topic -> Senders.maySend(source, topic, type.typeName())))
                    .toList();
            assertThat(senders).as(type.typeName()).hasSize(type == EventType.LOG_QUERIED ? 2 : 1);
        }
    }

    @Test
    void canonicalTextsAreQuotedAsJcsSays() {
        assertThat(new String(CanonicalJson.string("a\"\\\u0001ä\n"), StandardCharsets.UTF_8))
                .isEqualTo("\"a\\\"\\\\\\u0001ä\\n\"");
        assertThat(CanonicalJson.of("{\"b\":1.0,\"a\":\"ä\"}")).isEqualTo("{\"a\":\"ä\",\"b\":1}");
        assertThatThrownBy(() -> CanonicalJson.of("{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
