package de.handschlag.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.CaseLinkState;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventSigner;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.teststack.TestStack;

/** Stands for the other service: sends its events and heartbeats over the real broker, as its relay would. */
public final class PlayedConsentService implements AutoCloseable {

    private static final String SOURCE = Senders.CONSENT;
    /** An office under no professional secrecy, which a statute lets read for its own purposes only. */
    private static final String USUAL_TYPE = "wohnungsamt";

    private static volatile boolean silent;

    private final KafkaProducer<String, byte[]> producer;
    private final EventSigner signer = TestStack.signer(SOURCE);
    private final int partitions;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private boolean beating = true;

    PlayedConsentService(String bootstrapServers) {
        this(Map.of("bootstrap.servers", bootstrapServers, "acks", "all"));
    }

    /** @param kafka settings of the producer */
    PlayedConsentService(Map<String, Object> kafka) {
        producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
        partitions = producer.partitionsFor(Topics.CONSENT_EVENTS).size();
        var _ = heart.scheduleAtFixedRate(this::beat, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** While it does not beat, nobody proves that the view is fresh; when this has returned, no heartbeat is on its way any more. */
    public synchronized void beating(boolean on) {
        beating = on;
        silent = !on;
    }

    /** Whether a test has the heartbeats held back at the moment. */
    static boolean isSilent() {
        return silent;
    }

    private synchronized void beat() {
        if (beating) {
            beat(Instant.now());
        }
    }

    /** A heartbeat on every partition. */
    public void beat(Instant publishedBefore) {
        beat(publishedBefore, null);
    }

    /**
     * A heartbeat on every partition.
     *
     * @param afterOffset the offset behind which it has to stand; null if it does not say so
     */
    public void beat(Instant publishedBefore, @Nullable Long afterOffset) {
        for (int partition = 0; partition < partitions; partition++) {
            Heartbeat heartbeat = new Heartbeat(partition, publishedBefore.truncatedTo(ChronoUnit.MICROS), afterOffset);
            var _ = producer.send(signer.sign(
                    EventCodec.toRecord(new EventEnvelope<>(UUID.randomUUID(), SOURCE, Instant.now(), null, heartbeat),
                            Topics.CONSENT_EVENTS, partition, heartbeat.messageKey())));
        }
        producer.flush();
    }

    public int partitionOf(UUID person) {
        return PersonPartitioner.partitionFor(person, partitions);
    }

    public int partitionCount() {
        return partitions;
    }

    public void send(PersonEvent event) {
        send(signer.sign(unsigned(event)));
    }

    /** As it would be before it is signed. */
    public ProducerRecord<String, byte[]> unsigned(PersonEvent event) {
        return EventCodec.toRecord(new EventEnvelope<>(UUID.randomUUID(), SOURCE, Instant.now(), null, event),
                Topics.CONSENT_EVENTS, partitionOf(event.dataSubjectId()), event.messageKey());
    }

    /** The record as it is, whoever wrote it. */
    public RecordMetadata send(ProducerRecord<String, byte[]> message) {
        return await(producer.send(message));
    }

    /** By which the consent-service signs. */
    public EventSigner signer() {
        return signer;
    }

    /** Something that no version of the contract knows. */
    public void sendUnintelligible(UUID person, String messageKey) {
        ProducerRecord<String, byte[]> message = EventCodec.toRecord(UUID.randomUUID(), SOURCE, Instant.now(),
                "de.handschlag.consent.given.v99", null, "{}".getBytes(StandardCharsets.UTF_8), Topics.CONSENT_EVENTS,
                partitionOf(person), messageKey);
        send(signer.sign(message));
    }

    private static RecordMetadata await(Future<RecordMetadata> sent) {
        try {
            return sent.get(120, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the test's broker took no record", e);
        }
    }

    public static CaseLinked linked(UUID person, long revision, UUID link, String agency, String reference) {
        return linked(person, revision, link, agency, reference, USUAL_TYPE);
    }

    /** @param agencyType null as in events from before the type was told */
    public static CaseLinked linked(UUID person, long revision, UUID link, String agency, String reference,
            @Nullable String agencyType) {
        return new CaseLinked(person, revision,
                new CaseLinkState(link, agency, reference, Instant.now(), null, agencyType));
    }

    public static CaseUnlinked unlinked(UUID person, long revision, UUID link, String agency, String reference) {
        return new CaseUnlinked(person, revision,
                new CaseLinkState(link, agency, reference, Instant.now(), Instant.now(), USUAL_TYPE));
    }

    public static ConsentRecordState consent(UUID record, String agency, String purpose, List<String> attributes,
            List<String> explicit, Instant expiresAt) {
        return new ConsentRecordState(record, agency, purpose, attributes, explicit, "Art. 6(1)(a) DSGVO",
                Instant.now(), Instant.now(), expiresAt, null, null, null);
    }

    public static ConsentGiven given(UUID person, long revision, UUID record, String agency, String purpose,
            String... attributes) {
        return new ConsentGiven(person, revision, consent(record, agency, purpose, List.of(attributes), List.of(),
                Instant.now().plus(Duration.ofDays(30))));
    }

    /**
     * The grant with its releases from secrecy.
     *
     * @param sources all that are released now; the last one is new
     */
    public static SecrecyReleased released(UUID person, long revision, UUID record, String agency, String purpose,
            List<String> sources, String... attributes) {
        return new SecrecyReleased(person, revision, releasing(record, agency, purpose, sources, attributes),
                sources.getLast(),
                new ConsentEvidence("1", "0".repeat(64), "de", ConsentEvidence.Channel.WEB, null, null, null), null);
    }

    /**
     * The grant without a release from secrecy.
     *
     * @param source of which it has none any more
     * @param left   of which it still has one
     */
    public static SecrecyReleaseWithdrawn releaseWithdrawn(UUID person, long revision, UUID record, String agency,
            String purpose, String source, List<String> left, String... attributes) {
        return new SecrecyReleaseWithdrawn(person, revision, releasing(record, agency, purpose, left, attributes),
                source, null);
    }

    /** A grant of which the sources are released from secrecy. */
    public static ConsentRecordState releasing(UUID record, String agency, String purpose, List<String> sources,
            String... attributes) {
        Instant now = Instant.now();
        return new ConsentRecordState(record, agency, purpose, List.of(attributes), List.of(), "Art. 6(1)(a) DSGVO",
                now, now, now.plus(Duration.ofDays(30)), null, null, null, null, null, null,
                sources.stream().sorted().toList());
    }

    public static ConsentWithdrawn withdrawn(UUID person, long revision, UUID record, String agency, String purpose,
            String... attributes) {
        return new ConsentWithdrawn(person, revision, consent(record, agency, purpose, List.of(attributes), List.of(),
                Instant.now().plus(Duration.ofDays(30))));
    }

    public static ConsentExpired expired(UUID person, long revision, UUID record, String agency, String purpose,
            String... attributes) {
        return new ConsentExpired(person, revision,
                consent(record, agency, purpose, List.of(attributes), List.of(), Instant.now()));
    }

    /** The end of a grant whose place a later one took. */
    public static ConsentInvalidated replaced(UUID person, long revision, UUID record, UUID by, String agency,
            String purpose, String... attributes) {
        Instant now = Instant.now();
        return new ConsentInvalidated(person, revision,
                new ConsentRecordState(record, agency, purpose, List.of(attributes), List.of(), "Art. 6(1)(a) DSGVO",
                        now, now, now.plus(Duration.ofDays(30)), now, ConsentRecordState.REPLACED, null, null, null,
                        by));
    }

    public static PersonErased erased(UUID person, long revision) {
        return new PersonErased(person, revision, Instant.now());
    }

    @Override
    public void close() {
        heart.shutdownNow();
        silent = false;
        producer.close(Duration.ofSeconds(5));
    }
}
