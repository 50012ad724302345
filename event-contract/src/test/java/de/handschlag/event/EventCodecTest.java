package de.handschlag.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Events to and from Kafka records")
class EventCodecTest {

    private static final EventEnvelope<Heartbeat> HEARTBEAT = new EventEnvelope<>(
            UUID.fromString("0193a4c8-3333-7000-8000-000000000003"), "/consent-service",
            Instant.parse("2026-11-23T06:30:00.000002Z"), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            new Heartbeat(5, Instant.parse("2026-11-23T06:30:00.000001Z")));
    private static final String DENIED = """
            {"caseReference":"A","consentRevision":4,"dataSubjectId":"6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31",
            "decidedAt":"2026-11-23T10:00:00Z","purpose":"p","reason":"NO_GRANT","requester":{"clientId":"c"},
            "startedAt":"2026-11-23T10:00:00Z","viewFreshAsOf":"2026-11-23T10:00:00Z"}""";

    static Stream<GoldenSample> samples() {
        return GoldenSample.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eventComesBackAsItWasSent(GoldenSample sample) {
        EventEnvelope<Event> sent = sample.envelope();

        assertThat(EventCodec.fromRecord(received(EventCodec.toRecord(sent, "t", 0, "k")))).isEqualTo(sent);
    }

    @Test
    void headersAreThoseOfTheCloudEventsKafkaBinding() {
        ProducerRecord<String, byte[]> message = EventCodec.toRecord(HEARTBEAT, Topics.CONSENT_EVENTS, 5,
                HEARTBEAT.data().messageKey());

        assertThat(message.topic()).isEqualTo("consent-events");
        assertThat(message.partition()).isEqualTo(5);
        assertThat(message.key()).isEqualTo("heartbeat/5");
        assertThat(message.value()).asString(UTF_8)
                .isEqualTo("{\"partition\":5,\"publishedBefore\":\"2026-11-23T06:30:00.000001Z\"}");
        assertThat(StreamSupport.stream(message.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8)))
                .containsExactly("ce_specversion=1.0", "ce_id=0193a4c8-3333-7000-8000-000000000003",
                        "ce_source=/consent-service", "ce_type=de.handschlag.heartbeat.v1",
                        "ce_time=2026-11-23T06:30:00.000002Z", "content-type=application/json",
                        "ce_traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void unknownTraceHasNoHeader() {
        EventEnvelope<Event> event = GoldenSample.named("de.handschlag.heartbeat.v1").envelope();
        ProducerRecord<String, byte[]> message = EventCodec.toRecord(event, "t", 0, "k");

        assertThat(message.headers().lastHeader("ce_traceparent")).isNull();
        assertThat(EventCodec.fromRecord(received(message)).traceparent()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_time"})
    void missingHeaderIsNamed(String header) {
        ProducerRecord<String, byte[]> message = heartbeat();
        message.headers().remove(header);

        assertUnintelligible(() -> EventCodec.fromRecord(received(message)), "missing header " + header);
    }

    @ParameterizedTest
    @CsvSource({"ce_id,1234", "ce_time,yesterday"})
    void contextAttributeOfWrongFormIsRefused(String header, String value) {
        ProducerRecord<String, byte[]> message = heartbeat();
        replace(message.headers(), header, value);

        assertUnintelligible(() -> EventCodec.fromRecord(received(message)),
                "context attributes do not fit de.handschlag.heartbeat.v1");
    }

    @Test
    void unknownTypeIsNamed() {
        ProducerRecord<String, byte[]> message = heartbeat();
        replace(message.headers(), "ce_type", "de.handschlag.heartbeat.v2");

        assertUnintelligible(() -> EventCodec.fromRecord(received(message)),
                "unknown event type de.handschlag.heartbeat.v2");
    }

    @Test
    void tombstoneIsNoEvent() {
        ProducerRecord<String, byte[]> tombstone = new ProducerRecord<>("t", 0, "k", null, heartbeat().headers());

        assertUnintelligible(() -> EventCodec.fromRecord(received(tombstone)), "event without data");
    }

    @Test
    void tombstoneWithoutHeadersIsRefusedByItsMissingType() {
        ProducerRecord<String, byte[]> tombstone = new ProducerRecord<>("t", 0, "k", null);

        assertUnintelligible(() -> EventCodec.fromRecord(received(tombstone)), "missing header ce_type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"publishedBefore\":\"2026-11-23T06:30:00Z\"}|data does not fit de.handschlag.heartbeat.v1 at .partition",
            "{\"partition\":5}|missing de.handschlag.heartbeat.v1.publishedBefore",
            "{\"partition\":5,\"publishedBefore\":null}|missing de.handschlag.heartbeat.v1.publishedBefore",
            "{\"partition\":\"5\",\"publishedBefore\":\"2026-11-23T06:30:00Z\"}|data does not fit de.handschlag.heartbeat.v1 at .partition",
            "{\"partition\":5.5,\"publishedBefore\":\"2026-11-23T06:30:00Z\"}|data does not fit de.handschlag.heartbeat.v1 at .partition",
            "{\"partition\":5,\"publishedBefore\":\"soon\"}|data does not fit de.handschlag.heartbeat.v1 at .publishedBefore",
            "{\"partition\":5,\"publishedBefore\":\"2026-11-23T06:30:00Z\"}{}|data does not fit de.handschlag.heartbeat.v1",
            "{\"partition\":5,|data does not fit de.handschlag.heartbeat.v1",
            "[]|data does not fit de.handschlag.heartbeat.v1", "null|missing de.handschlag.heartbeat.v1",
            "heartbeat|data does not fit de.handschlag.heartbeat.v1: not JSON"})
    void dataThatDoesNotFitIsRefusedByName(String data, String message) {
        assertUnintelligible(() -> EventCodec.decodeData(EventType.HEARTBEAT, data.getBytes(UTF_8)), message);
    }

    @Test
    void emptyDataIsRefused() {
        assertUnintelligible(() -> EventCodec.decodeData(EventType.HEARTBEAT, new byte[0]),
                "data does not fit de.handschlag.heartbeat.v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"reason\":\"NO_GRANT\"|\"reason\":\"HEADACHE\"|data does not fit de.handschlag.disclosure.denied.v1 at .reason",
            "\"reason\":\"NO_GRANT\"|\"reason\":1|data does not fit de.handschlag.disclosure.denied.v1 at .reason",
            "{\"clientId\":\"c\"}|{}|missing de.handschlag.disclosure.denied.v1.requester.clientId",
            "{\"clientId\":\"c\"}|{\"clientId\":7}|data does not fit de.handschlag.disclosure.denied.v1 at .requester.clientId",
            "6f1d3a52-8c4e|6f1d3a52-|data does not fit de.handschlag.disclosure.denied.v1 at .dataSubjectId"})
    void nestedMistakeIsNamedWithItsPlace(String right, String wrong, String message) {
        assertThat(DENIED).contains(right);

        assertUnintelligible(
                () -> EventCodec.decodeData(EventType.DISCLOSURE_DENIED, DENIED.replace(right, wrong).getBytes(UTF_8)),
                message);
    }

    @Test
    void emptyPlaceInAListIsRefused() {
        String disclosed = GoldenSample.named("de.handschlag.data.disclosed.v1").json().replace("[\"birth_date\",",
                "[null,");

        assertUnintelligible(() -> EventCodec.decodeData(EventType.DATA_DISCLOSED, disclosed.getBytes(UTF_8)),
                "data does not fit de.handschlag.data.disclosed.v1");
    }

    @Test
    void componentThatThisVersionDoesNotKnowIsIgnored() {
        String later = GoldenSample.named("de.handschlag.case.linked.v1").json()
                .replace("{\"agencyId\"", "{\"addedLater\":{\"x\":[1]},\"agencyId\"")
                .replaceFirst("\\{", "{\"alsoAddedLater\":true,");

        assertThat(EventCodec.decodeData(EventType.CASE_LINKED, later.getBytes(UTF_8)))
                .isEqualTo(GoldenSample.named("de.handschlag.case.linked.v1").event());
    }

    @Test
    void componentThatIsNullIsLeftOut() {
        LogQueried event = new LogQueried(null, new Requester(null, "c", null), "p", new TreeMap<>(Map.of("a", "b")), 1,
                Instant.parse("2026-11-23T06:30:00Z"));

        assertThat(EventCodec.encodeData(event)).asString(UTF_8).isEqualTo("{\"filter\":{\"a\":\"b\"},"
                + "\"queriedAt\":\"2026-11-23T06:30:00Z\",\"queryPurpose\":\"p\",\"requester\":{\"clientId\":\"c\"},"
                + "\"resultCount\":1}");
    }

    @Test
    void listsAndMapsOfAnEventDoNotChangeWithTheirSource() {
        List<String> attributes = new ArrayList<>(List.of("birth_date"));
        DataDisclosed event = new DataDisclosed(SampleEvents.PERSON, 1, new Requester("a", "c", null), "A", "p", "b",
                attributes, List.of(), Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        attributes.add("religion");

        assertThat(event.attributes()).containsExactly("birth_date");
    }

    private static ProducerRecord<String, byte[]> heartbeat() {
        return EventCodec.toRecord(HEARTBEAT, "t", 0, "k");
    }

    private static void replace(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        ConsumerRecord<String, byte[]> received = new ConsumerRecord<>(sent.topic(), sent.partition(), 17, sent.key(),
                sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    private static void assertUnintelligible(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UnintelligibleEventException.class).hasMessageStartingWith(message);
    }
}
