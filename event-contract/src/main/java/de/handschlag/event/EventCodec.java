package de.handschlag.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Events to and from Kafka records: CloudEvents 1.0 Kafka protocol binding, binary content mode, JSON data. A component
 * that is null is left out; a component that this version does not know is ignored, so that optional ones can be added.
 */
public final class EventCodec {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // What does not fit its schema is refused rather than guessed at.
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private EventCodec() {}

    /**
     * The event's data as JSON in UTF-8.
     *
     * @throws IllegalArgumentException if a text of it is one that the log would refuse (G3, R26)
     */
    public static byte[] encodeData(Event event) {
        TextBounds.require(event, EventType.of(event).typeName());
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event cannot be written as JSON", e);
        }
    }

    /**
     * Data that {@link #encodeData} wrote.
     *
     * @throws UnintelligibleEventException if the data does not fit the type
     */
    public static Event decodeData(EventType type, byte[] data) {
        try {
            Event event = JSON.readValue(data, type.dataClass());
            RequiredComponents.require(event, type.typeName());
            return event;
        } catch (IOException e) {
            throw new UnintelligibleEventException("data does not fit " + type.typeName() + placeOf(e), e);
        }
    }

    private static String placeOf(IOException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return ": not JSON";
        }
        String path = mapping.getPath().stream()
                .map(step -> step.getFieldName() != null ? "." + step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining());
        return path.isEmpty() ? "" : " at " + path;
    }

    /** Kafka record of an event for one partition of a topic. */
    public static ProducerRecord<String, byte[]> toRecord(EventEnvelope<?> event, String topic, int partition,
            String messageKey) {
        return toRecord(event.id(), event.source(), event.time(), EventType.of(event.data()).typeName(),
                event.traceparent(), encodeData(event.data()), topic, partition, messageKey);
    }

    /**
     * Kafka record of an event on the partition that its key has with Kafka's own partitioner. Where the key is the person, that is
     * {@link PersonPartitioner}'s.
     */
    public static ProducerRecord<String, byte[]> toRecord(EventEnvelope<?> event, String topic, String messageKey) {
        return toRecord(event.id(), event.source(), event.time(), EventType.of(event.data()).typeName(),
                event.traceparent(), encodeData(event.data()), topic, null, messageKey);
    }

    /**
     * Kafka record of an event whose data is encoded already, as the outbox keeps it.
     *
     * @param partition null for that of the key with Kafka's own partitioner
     */
    public static ProducerRecord<String, byte[]> toRecord(UUID id, String source, Instant time, String typeName,
            @Nullable String traceparent, byte[] data, String topic, @Nullable Integer partition, String messageKey) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, partition, messageKey, data);
        Headers headers = message.headers();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id.toString());
        put(headers, "ce_source", source);
        put(headers, "ce_type", typeName);
        put(headers, "ce_time", time.toString());
        put(headers, "content-type", "application/json");
        if (traceparent != null) {
            put(headers, "ce_traceparent", traceparent);
        }
        return message;
    }

    /**
     * The event in a Kafka record.
     *
     * @throws UnintelligibleEventException if a header is missing, the type is unknown or the data does not fit the type
     */
    public static EventEnvelope<Event> fromRecord(ConsumerRecord<String, byte[]> message) {
        EventType type = EventType.named(SignedContent.required(message.headers(), "ce_type"));
        byte[] data = message.value();
        if (data == null) {
            throw new UnintelligibleEventException("event without data", null);
        }
        try {
            UUID id = UUID.fromString(SignedContent.required(message.headers(), "ce_id"));
            Instant time = Instant.parse(SignedContent.required(message.headers(), "ce_time"));
            String source = SignedContent.required(message.headers(), "ce_source");
            Event event = decodeData(type, data);
            return new EventEnvelope<>(id, source, time, SignedContent.optional(message.headers(), "ce_traceparent"),
                    event);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new UnintelligibleEventException("context attributes do not fit " + type.typeName(), e);
        }
    }

    /**
     * Kafka record that has a compacted topic forget what it holds under the key. It has context attributes, so that its sender can
     * sign it ({@link SignedContent#TOMBSTONE}).
     */
    public static ProducerRecord<String, byte[]> tombstone(UUID id, String source, Instant time, String topic,
            int partition, String messageKey) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, partition, messageKey, null);
        put(message.headers(), "ce_specversion", "1.0");
        put(message.headers(), "ce_id", id.toString());
        put(message.headers(), "ce_source", source);
        put(message.headers(), "ce_type", SignedContent.TOMBSTONE);
        put(message.headers(), "ce_time", time.toString());
        return message;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
