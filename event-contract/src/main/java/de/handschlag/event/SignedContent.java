package de.handschlag.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a sender's signature is over: the canonical JSON (RFC 8785) of {@code topic}, {@code key}, {@code id}, {@code type},
 * {@code source}, {@code time} and {@code data} of a record. Id, type, source and time are the headers' texts as they are. The type
 * is in it as three events of one decision have the same data; topic and key are, as a copy elsewhere would say something else.
 */
public final class SignedContent {

    /** Type of a signed tombstone, whose data is null. */
    public static final String TOMBSTONE = "de.handschlag.tombstone.v1";

    static final String SIGNATURE = "ce_signature";
    static final String KEY_ID = "ce_keyid";

    private SignedContent() {}

    /** Whether a record claims to be signed. */
    public static boolean isSigned(Headers headers) {
        return headers.lastHeader(SIGNATURE) != null;
    }

    /**
     * The bytes that are signed.
     *
     * @param data null for a tombstone
     * @throws UnintelligibleEventException if a header is missing or something has no canonical form
     */
    public static byte[] of(String topic, @Nullable String key, Headers headers, byte @Nullable [] data) {
        return json(topic, key, headers, data, null, null);
    }

    /**
     * The same with {@code keyId} and {@code signature} beside the other members: what a reader needs who wants to check the
     * signature later. Without these two members it is what was signed.
     *
     * @throws UnintelligibleEventException if a header is missing or something has no canonical form
     */
    public static byte[] withSignature(String topic, @Nullable String key, Headers headers, byte @Nullable [] data) {
        return json(topic, key, headers, data, required(headers, KEY_ID), required(headers, SIGNATURE));
    }

    /**
     * What is left of a record that nobody signed, as events were before: {@code id}, {@code type}, {@code source}, {@code time}
     * and {@code data}.
     *
     * @throws UnintelligibleEventException if a header is missing or something has no canonical form
     */
    public static byte[] unsigned(Headers headers, byte[] data) {
        return json(null, null, headers, data, null, null);
    }

    private static byte[] json(@Nullable String topic, @Nullable String key, Headers headers, byte @Nullable [] data,
            @Nullable String keyId, @Nullable String signature) {
        try {
            ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
            json.writeBytes(ascii("{\"data\":"));
            json.writeBytes(data == null ? ascii("null") : CanonicalJson.of(data));
            member(json, "id", required(headers, "ce_id"));
            if (topic != null) {
                member(json, "key", key == null ? "" : key);
            }
            if (keyId != null && signature != null) {
                member(json, "keyId", keyId);
                member(json, "signature", signature);
            }
            member(json, "source", required(headers, "ce_source"));
            member(json, "time", required(headers, "ce_time"));
            if (topic != null) {
                member(json, "topic", topic);
            }
            member(json, "type", required(headers, "ce_type"));
            json.write('}');
            return json.toByteArray();
        } catch (IllegalArgumentException e) {
            throw new UnintelligibleEventException("the event has no canonical form", e);
        }
    }

    private static void member(ByteArrayOutputStream json, String name, String value) {
        json.writeBytes(ascii(",\"" + name + "\":"));
        json.writeBytes(CanonicalJson.string(value));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String required(Headers headers, String name) {
        String value = optional(headers, name);
        if (value == null) {
            throw new UnintelligibleEventException("missing header " + name, null);
        }
        return value;
    }

    static @Nullable String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
