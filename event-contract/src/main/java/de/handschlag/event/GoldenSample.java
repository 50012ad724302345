package de.handschlag.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An event as it stands on the wire, agreed between producers and consumers: a producer's test shows that it writes the
 * sample, a consumer's test that it understands it. Each type has one sample, and a variant for each way in which optional
 * components may be absent.
 *
 * @param name what the file is called, without {@code .json}: the type's name, for a variant followed by its own
 * @param type the event's type
 * @param json the data as {@link EventCodec#encodeData} writes it
 */
public record GoldenSample(String name, EventType type, String json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<GoldenSample> ALL = Stream.concat(
            Arrays.stream(EventType.values()).map(type -> read(type, type.typeName())),
            Stream.of(variant(EventType.CONSENT_GIVEN, "assisted"), variant(EventType.CONSENT_GIVEN, "recorded"),
                    variant(EventType.CONSENT_INVALIDATED, "undecided"),
                    variant(EventType.CONSENT_INVALIDATED, "replaced"),
                    variant(EventType.CONSENT_REFUSED, "without-notice"),
                    variant(EventType.CONSENT_WITHDRAWN, "by-login"), variant(EventType.CONSENT_WITHDRAWN, "recorded"),
                    variant(EventType.CONSENT_WITHDRAWN, "contested"),
                    variant(EventType.SECRECY_RELEASED, "without-login"),
                    variant(EventType.SECRECY_RELEASE_WITHDRAWN, "last"),
                    variant(EventType.LOGIN_BOUND, "self-enrolled"), variant(EventType.LOGIN_UNBOUND, "refused"),
                    variant(EventType.LOGIN_BOUND, "guardian"), variant(EventType.LOGIN_UNBOUND, "guardian"),
                    variant(EventType.BINDING_CODE_MADE, "without-employee"),
                    variant(EventType.BINDING_CODE_MADE, "guardian"),
                    variant(EventType.DATA_DISCLOSED, "without-employee"),
                    variant(EventType.DATA_DISCLOSED, "block-overridden"),
                    variant(EventType.OBLIGATION_ANSWERED, "kept-by-norm"),
                    variant(EventType.OBLIGATION_ANSWERED, "deferred-notice"),
                    variant(EventType.OBLIGATION_OVERDUE, "erased-person"),
                    variant(EventType.DATA_DISCLOSED, "by-statute"), variant(EventType.DATA_DISCLOSED, "emergency"),
                    variant(EventType.DATA_DISCLOSED, "deferred"), variant(EventType.DISCLOSURE_DENIED, "unknown-case"),
                    variant(EventType.DISCLOSURE_DENIED, "emergency"), variant(EventType.DISCLOSURE_DENIED, "deferred"),
                    variant(EventType.DISCLOSURE_DENIED, "without-right"),
                    variant(EventType.CLIENT_LIMIT_EXCEEDED, "refused-tries"),
                    variant(EventType.EMERGENCY_ACCESS_OPENED, "deferred-notice"),
                    variant(EventType.EMERGENCY_ACCESS_REVIEWED, "deferred-notice"),
                    variant(EventType.NOTICE_DEFERRAL_CHANGED, "lifted"),
                    variant(EventType.LOG_QUERIED, "without-person"), variant(EventType.LOG_QUERIED, "staff-named"),
                    variant(EventType.LOG_ERASED, "month"), variant(EventType.LEGAL_HOLD_SET, "agency"),
                    variant(EventType.LEGAL_HOLD_RELEASED, "agency")))
            .toList();

    /** Every sample. */
    public static List<GoldenSample> all() {
        return ALL;
    }

    /**
     * The sample with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static GoldenSample named(String name) {
        return ALL.stream().filter(sample -> sample.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no golden sample " + name));
    }

    /** The samples of one type; the first has no variant's name. */
    public static List<GoldenSample> of(EventType type) {
        return ALL.stream().filter(sample -> sample.type == type).toList();
    }

    /** The data in UTF-8. */
    public byte[] data() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** What the data says. */
    public Event event() {
        return EventCodec.decodeData(type, data());
    }

    /** The event with context attributes that are the same at each call. */
    public EventEnvelope<Event> envelope() {
        return new EventEnvelope<>(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), "/golden-sample",
                Instant.parse("2026-11-23T10:00:00.123456Z"), null, event());
    }

    private static GoldenSample variant(EventType type, String variant) {
        return read(type, type.typeName() + "." + variant);
    }

    private static GoldenSample read(EventType type, String name) {
        try (InputStream file = GoldenSample.class.getResourceAsStream("samples/" + name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("the golden sample " + name + " is missing");
            }
            // The files are laid out for readers; on the wire there is no white space.
            return new GoldenSample(name, type, JSON.writeValueAsString(JSON.readTree(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("the golden sample " + name + " is not readable", e);
        }
    }
}
