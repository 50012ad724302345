package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

@DisplayName("The AsyncAPI document says what the code does")
class AsyncApiTest {

    private static final Path RESOURCES = Path.of("src/main/resources/de/handschlag/event");
    private static final JsonNode DOCUMENT = read();

    static Stream<GoldenSample> samples() {
        return GoldenSample.all().stream();
    }

    @Test
    void isOfVersion3AndKnowsNoOtherMessageThanTheEvents() {
        assertThat(DOCUMENT.path("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(messages()).map(message -> message.path("name").textValue())
                .containsExactlyInAnyOrderElementsOf(Stream.of(EventType.values()).map(EventType::typeName).toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHasAMessageWithItsSchemaHeaderAndSamples(EventType type) {
        JsonNode message = messageOf(type);

        assertThat(message.path("title").textValue()).isEqualTo(type.dataClass().getSimpleName());
        assertThat(message.at("/payload/schema/$ref").textValue())
                .isEqualTo("./schemas/" + type.typeName() + ".schema.json");
        assertThat(message.at("/headers/allOf/1/properties/ce_type/const").textValue()).isEqualTo(type.typeName());
        assertThat(message.path("x-golden-samples")).map(JsonNode::textValue).containsExactlyElementsOf(
                GoldenSample.of(type).stream().map(sample -> "./samples/" + sample.name() + ".json").toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsOnTheChannelOfItsSender(EventType type) {
        String topic = ConsentEvent.class.isAssignableFrom(type.dataClass())
                ? Topics.CONSENT_EVENTS
                : AccessEvent.class.isAssignableFrom(type.dataClass())
                        ? Topics.ACCESS_EVENTS
                        : Topics.ENFORCEMENT_RECEIPTS;

        List<String> topics = new ArrayList<>();
        DOCUMENT.path("channels").forEach(channel -> channel.path("messages").forEach(message -> {
            if (resolve(message).equals(messageOf(type))) {
                topics.add(channel.path("address").textValue());
            }
        }));
        assertThat(topics.stream().filter(address -> !address.endsWith(".dlt"))).containsExactly(topic);
        assertThat(topics).allMatch(address -> address.startsWith(topic));
    }

    @Test
    void everyTopicIsThereWithItsPartitionsAndRetention() {
        Map<String, String> topics = new TreeMap<>();
        DOCUMENT.path("channels")
                .forEach(channel -> topics.put(channel.path("address").textValue(),
                        channel.at("/bindings/kafka/partitions") + " "
                                + channel.at("/bindings/kafka/topicConfiguration/cleanup.policy/0").textValue() + " "
                                + channel.at("/bindings/kafka/topicConfiguration/min.compaction.lag.ms")
                                + channel.at("/bindings/kafka/topicConfiguration/retention.ms")));

        String deadLetters = "8 delete 2592000000";
        assertThat(topics).containsExactlyInAnyOrderEntriesOf(Map.of(Topics.CONSENT_EVENTS, "8 compact 604800000",
                Topics.ACCESS_EVENTS, "8 delete 2592000000", Topics.ENFORCEMENT_RECEIPTS, "8 delete 604800000",
                Topics.deadLetterOf(Topics.CONSENT_EVENTS, "registry"), deadLetters,
                Topics.deadLetterOf(Topics.CONSENT_EVENTS, "audit"), deadLetters,
                Topics.deadLetterOf(Topics.ACCESS_EVENTS, "audit"), deadLetters,
                Topics.deadLetterOf(Topics.ENFORCEMENT_RECEIPTS, "audit"), deadLetters,
                Topics.deadLetterOf(Topics.ENFORCEMENT_RECEIPTS, "consent"), deadLetters));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keyOfEachSampleMatchesItsPattern(GoldenSample sample) {
        String key = switch (sample.event()) {
            case PersonEvent event -> event.messageKey();
            case Heartbeat event -> event.messageKey();
            case AccessEvent event -> event.messageKey();
            case RevisionEnforced event -> event.messageKey();
            case NewsForPerson event -> event.messageKey();
        };

        assertThat(key).matches(Pattern
                .compile(resolve(messageOf(sample.type()).at("/bindings/kafka/key")).path("pattern").textValue()));
    }

    @Test
    void headersAreThoseThatTheCodecWrites() {
        TreeSet<String> written = new TreeSet<>();
        EventCodec.toRecord(GoldenSample.all().getFirst().envelope(), "t", 0, "k").headers()
                .forEach(header -> written.add(header.key()));

        assertThat(DOCUMENT.at("/components/schemas/cloudEventsHeaders/required")).map(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(DOCUMENT.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(Files.exists(RESOURCES.resolve(reference))).isTrue();
            }
        });
    }

    private static JsonNode messageOf(EventType type) {
        return messages().filter(message -> type.typeName().equals(message.path("name").textValue())).findFirst()
                .orElseThrow(() -> new AssertionError("no message " + type.typeName()));
    }

    private static Stream<JsonNode> messages() {
        return StreamSupport.stream(DOCUMENT.at("/components/messages").spliterator(), false);
    }

    private static JsonNode resolve(JsonNode reference) {
        return DOCUMENT.at(reference.path("$ref").textValue().substring(1));
    }

    private static JsonNode read() {
        try (InputStream file = Files.newInputStream(RESOURCES.resolve("asyncapi.yaml"))) {
            return new ObjectMapper(new YAMLFactory()).readTree(file);
        } catch (IOException e) {
            throw new AssertionError("the document is not readable", e);
        }
    }
}
