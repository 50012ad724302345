package de.handschlag.registry.sharingview;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.SignedFrom;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventType;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.SignedContent;
import de.handschlag.event.TrustedKeys;
import de.handschlag.event.UnintelligibleEventException;

/** Reads records of consent-events, and tells what the consent-service signed from what somebody else put there (R39). */
final class ConsentEventReader {

    private static final byte[] HEARTBEAT = EventType.HEARTBEAT.typeName().getBytes(StandardCharsets.UTF_8);

    private final TrustedKeys trusted;
    private final SignedFrom signedFrom;
    private final boolean withHeartbeats;

    /** @param withHeartbeats false where they say nothing, and there are millions of them */
    ConsentEventReader(TrustedKeys trusted, SignedFrom signedFrom, boolean withHeartbeats) {
        this.trusted = trusted;
        this.signedFrom = signedFrom;
        this.withHeartbeats = withHeartbeats;
    }

    /** What a record is. */
    sealed interface Arrival {

        /**
         * A change of a person.
         *
         * @param digest SHA-256 of what was signed
         * @param signed false for what earlier versions left on the topic
         */
        record Change(EventEnvelope<?> envelope, PersonEvent event, byte[] digest, boolean signed) implements Arrival {}

        /** All that was committed before is published on this partition. */
        record Beat(Instant publishedBefore) implements Arrival {}

        /** A tombstone, as {@code PersonErased} has said it already; or a heartbeat that nobody asks for, or that proves nothing. */
        record Nothing() implements Arrival {}

        record Unintelligible(String reason) implements Arrival {}

        /**
         * Not signed by the consent-service.
         *
         * @param claim the change that it claims to be; null if it cannot be understood either
         */
        record Forged(String reason, @Nullable PersonEvent claim) implements Arrival {}

        /**
         * Not sent by the consent-service, and no reason to block anybody: it names no person, or is a copy of what comes anyhow.
         *
         * @param reason null for a heartbeat, of which a stranger could send any number
         */
        record ForgedAboutNobody(@Nullable String reason) implements Arrival {}
    }

    Arrival read(ConsumerRecord<String, byte[]> message) {
        if (!withHeartbeats && isHeartbeat(message)) {
            return new Arrival.Nothing();
        }
        boolean signed = signedFrom.mustBeSigned(message);
        byte[] content;
        try {
            content = signed ? trusted.verify(message) : unsigned(message);
        } catch (UnintelligibleEventException e) {
            String reason = String.valueOf(e.getMessage());
            return signed ? forged(message, reason) : new Arrival.Unintelligible(reason);
        }
        if (message.value() == null) {
            return new Arrival.Nothing();
        }
        try {
            EventEnvelope<Event> envelope = EventCodec.fromRecord(message);
            return switch (envelope.data()) {
                // What is said of another partition proves nothing about this one (G2).
                // Nor does one that stands where the topic was cut: what it vouches for may be lost (ADR 58).
                case Heartbeat beat when !beat.standsBehindWhatItVouchesFor(message.offset()) -> new Arrival.Nothing();
                case Heartbeat beat when !signed || beat.partition() == message.partition() ->
                    new Arrival.Beat(beat.publishedBefore());
                // It comes on its own partition, too, behind what was decided before it.
                case PersonEvent event when signed && !signedFrom.isOnPartitionOf(event.dataSubjectId(), message) ->
                    new Arrival.ForgedAboutNobody("a copy on another partition than its person's");
                case PersonEvent event -> new Arrival.Change(envelope, event, sha256(content), signed);
                default -> new Arrival.Unintelligible("not a consent event");
            };
        } catch (UnintelligibleEventException e) {
            return new Arrival.Unintelligible(String.valueOf(e.getMessage()));
        }
    }

    /** By what it says of itself. */
    static boolean isHeartbeat(ConsumerRecord<String, byte[]> message) {
        Header type = message.headers().lastHeader("ce_type");
        return type != null && Arrays.equals(type.value(), HEARTBEAT);
    }

    /** Tombstones of earlier versions have no headers. */
    private static byte[] unsigned(ConsumerRecord<String, byte[]> message) {
        return message.value() == null
                ? new byte[0]
                : SignedContent.of(message.topic(), message.key(), message.headers(), message.value());
    }

    private static Arrival forged(ConsumerRecord<String, byte[]> message, String reason) {
        if (message.value() == null) {
            return new Arrival.ForgedAboutNobody(reason);
        }
        try {
            Event claimed = EventCodec.fromRecord(message).data();
            if (EventType.of(claimed) == EventType.HEARTBEAT) {
                return new Arrival.ForgedAboutNobody(null);
            }
            return new Arrival.Forged(reason, claimed instanceof PersonEvent event ? event : null);
        } catch (UnintelligibleEventException e) {
            return new Arrival.Forged(reason, null);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
