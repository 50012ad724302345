package de.handschlag.audit;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.AccessEvent;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.CaseLinkState;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CompletenessStated;
import de.handschlag.event.ConsentEvent;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.EnforcementEvent;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventSigner;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.LegalHoldReleased;
import de.handschlag.event.LegalHoldSet;
import de.handschlag.event.LogContinued;
import de.handschlag.event.LogErased;
import de.handschlag.event.LogQueried;
import de.handschlag.event.LoginBindingState;
import de.handschlag.event.NewsForPerson;
import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.teststack.TestStack;

/** Plays the other two services: writes their events to the real broker, as they would. */
public final class Corridor implements AutoCloseable {

    public static final int PARTITIONS = TestStack.PARTITIONS;

    private final String bootstrapServers;
    private final Map<String, EventSigner> signers;
    private final KafkaProducer<String, byte[]> producer;

    public Corridor(String bootstrapServers) {
        this(bootstrapServers, Map.of(Senders.CONSENT, TestStack.signer(Senders.CONSENT), Senders.REGISTRY,
                TestStack.signer(Senders.REGISTRY), Senders.AUDIT, TestStack.signer(Senders.AUDIT)));
    }

    /** @param signers by source */
    public Corridor(String bootstrapServers, Map<String, EventSigner> signers) {
        this.signers = signers;
        this.bootstrapServers = bootstrapServers;
        // One request at a time: a new partition that has no leader yet refuses the first one, and whoever sent a second
        // meanwhile is out of sequence for good.
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                new StringSerializer(), new ByteArraySerializer());
    }

    /** Where a record went. */
    public record Sent(UUID id, String topic, int partition, long offset) {}

    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    public static EventEnvelope<Event> envelope(Event data) {
        return new EventEnvelope<>(UUID.randomUUID(), sourceOf(data), now(), null, data);
    }

    /** Who sends such an event. */
    public static String sourceOf(Event data) {
        return switch (data) {
            case ConsentEvent _ -> Senders.CONSENT;
            case EnforcementEvent _ -> Senders.REGISTRY;
            case LogErased erased -> Senders.AUDIT;
            case LegalHoldSet hold -> Senders.AUDIT;
            case LegalHoldReleased hold -> Senders.AUDIT;
            case CompletenessStated stated -> Senders.AUDIT;
            case LogContinued continued -> Senders.AUDIT;
            case LogQueried queried -> Senders.AUDIT;
            case AccessEvent _ -> Senders.REGISTRY;
        };
    }

    /** As its sender signs it. */
    public ProducerRecord<String, byte[]> signed(ProducerRecord<String, byte[]> message) {
        String source = new String(message.headers().lastHeader("ce_source").value(), StandardCharsets.UTF_8);
        return requireNonNull(signers.get(source)).sign(message);
    }

    public Sent send(Event data) {
        return send(envelope(data));
    }

    public Sent send(EventEnvelope<Event> event) {
        return send(signed(message(event)));
    }

    /** The record as it is, whoever wrote it. */
    public Sent send(ProducerRecord<String, byte[]> message) {
        try {
            var metadata = producer.send(message).get();
            var id = message.headers().lastHeader("ce_id");
            return new Sent(
                    id == null ? new UUID(0, 0) : UUID.fromString(new String(id.value(), StandardCharsets.UTF_8)),
                    message.topic(), metadata.partition(), metadata.offset());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends without waiting for each. */
    public void sendAll(List<EventEnvelope<Event>> events) {
        events.forEach(event -> { var _ = producer.send(signed(message(event))); });
        producer.flush();
    }

    /** Sends as a relay does that dies before its commit; closing aborts the transaction. */
    public AutoCloseable unfinishedTransaction(EventEnvelope<Event> event) {
        KafkaProducer<String, byte[]> relay = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, "unfinished-" + UUID.randomUUID()),
                new StringSerializer(), new ByteArraySerializer());
        relay.initTransactions();
        relay.beginTransaction();
        var _ = relay.send(signed(message(event)));
        relay.flush();
        return () -> {
            relay.abortTransaction();
            relay.close();
        };
    }

    /** As it would be before it is signed. */
    public static ProducerRecord<String, byte[]> message(EventEnvelope<Event> event) {
        return switch (event.data()) {
            case PersonEvent e -> EventCodec.toRecord(event, Topics.CONSENT_EVENTS,
                    PersonPartitioner.partitionFor(e.dataSubjectId(), PARTITIONS), e.messageKey());
            case Heartbeat e -> EventCodec.toRecord(event, Topics.CONSENT_EVENTS, e.partition(), e.messageKey());
            case AccessEvent e -> EventCodec.toRecord(event, Topics.ACCESS_EVENTS, partitionOf(e), e.messageKey());
            case RevisionEnforced e -> EventCodec.toRecord(event, Topics.ENFORCEMENT_RECEIPTS,
                    PersonPartitioner.partitionFor(e.dataSubjectId(), PARTITIONS), e.messageKey());
            case NewsForPerson e -> EventCodec.toRecord(event, Topics.ENFORCEMENT_RECEIPTS,
                    PersonPartitioner.partitionFor(e.dataSubjectId(), PARTITIONS), e.messageKey());
        };
    }

    private static int partitionOf(AccessEvent access) {
        UUID person = access.dataSubjectId();
        return person == null
                ? PersonPartitioner.partitionFor(access.messageKey(), PARTITIONS)
                : PersonPartitioner.partitionFor(person, PARTITIONS);
    }

    /** The next record that comes to a topic with this key; waits for it. */
    public ConsumerRecord<String, byte[]> awaitRecord(String topic, String key) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + AuditTestCase.PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    if (key.equals(message.key())) {
                        return message;
                    }
                }
            }
            throw new AssertionError("no record with the key " + key + " on " + topic);
        }
    }

    public static CaseLinked caseLinked(UUID person, long revision, String agency, String caseReference) {
        return new CaseLinked(person, revision,
                new CaseLinkState(UUID.randomUUID(), agency, caseReference, now(), null, null));
    }

    public static ConsentGiven given(UUID person, long revision, UUID consentRecordId, String agency, String purpose,
            String... attributes) {
        return new ConsentGiven(person, revision, state(consentRecordId, agency, purpose, null, attributes));
    }

    public static ConsentWithdrawn withdrawn(UUID person, long revision, UUID consentRecordId, String agency,
            String purpose, String... attributes) {
        return new ConsentWithdrawn(person, revision, state(consentRecordId, agency, purpose, now(), attributes));
    }

    /** The end of a grant whose place a later one took. */
    public static ConsentInvalidated replaced(UUID person, long revision, UUID consentRecordId, UUID by, String agency,
            String purpose, String... attributes) {
        ConsentRecordState state = state(consentRecordId, agency, purpose, now(), attributes);
        return new ConsentInvalidated(person, revision,
                new ConsentRecordState(consentRecordId, agency, purpose, state.attributes(), List.of(),
                        state.legalBasis(), state.requestedAt(), state.decidedAt(), state.expiresAt(), state.endedAt(),
                        ConsentRecordState.REPLACED, state.evidence(), null, null, by));
    }

    /** The end of a request that the person was not shown, as an earlier one waits or was refused (R2). */
    public static ConsentInvalidated askedAgain(UUID person, long revision, String agency, String purpose) {
        return new ConsentInvalidated(person, revision, new ConsentRecordState(UUID.randomUUID(), agency, purpose,
                List.of("phone"), List.of(), "Art. 6(1)(a) DSGVO", now(), null, null, now(), "asked-again", null));
    }

    private static ConsentRecordState state(UUID consentRecordId, String agency, String purpose,
            @Nullable Instant endedAt, String... attributes) {
        return new ConsentRecordState(consentRecordId, agency, purpose, List.of(attributes), List.of(),
                "Art. 6(1)(a) DSGVO", now(), now(), now().plus(180, ChronoUnit.DAYS), endedAt, null,
                new ConsentEvidence("1", "0".repeat(64), "de", ConsentEvidence.Channel.WEB, null, null, null));
    }

    public static DataDisclosed disclosed(UUID person, long revision, String agency, String employee,
            String caseReference, String purpose, UUID grant, String... attributes) {
        return new DataDisclosed(person, revision, new Requester(agency, "agency-" + agency, employee), caseReference,
                purpose, "Art. 6(1)(a) DSGVO", List.of(attributes), List.of(grant), now(), now(), now());
    }

    /** The typed reason is the only free text that an event carries. */
    public static DataDisclosed disclosedBehindBlock(UUID person, long revision, String agency, String caseReference,
            String purpose, UUID grant, String reason) {
        return new DataDisclosed(person, revision, new Requester(agency, "agency-" + agency, null), caseReference,
                purpose, "Art. 6(1)(a) DSGVO", List.of("phone"), List.of(grant), now(), now(), now(), reason, null,
                null, null, null, null);
    }

    /** By statute if {@code emergencyAccessId} is null. */
    public static DataDisclosed disclosedByNorm(UUID person, String agency, String employee, String purpose,
            String norm, @Nullable UUID emergencyAccessId, @Nullable Boolean hidden, @Nullable Instant deferredUntil,
            String... attributes) {
        return new DataDisclosed(person, 0, new Requester(agency, "agency-" + agency, employee), "C-1", purpose,
                "Art. 6(1)(c) DSGVO", List.of(attributes), List.of(), now(), now(), now(), null, norm,
                emergencyAccessId, hidden, deferredUntil, null, emergencyAccessId == null ? "A 12/26" : null,
                emergencyAccessId == null ? "Decides about the application" : null);
    }

    public static EmergencyAccessOpened opened(UUID accessId, UUID person, String agency, String employee,
            Instant openedAt, @Nullable Instant deferredUntil, String... attributes) {
        return opened(accessId, person, new Requester(agency, "agency-" + agency, employee), openedAt,
                openedAt.plus(72, ChronoUnit.HOURS), deferredUntil, List.of(attributes));
    }

    /** @param reviewDueAt what the registry's operator has set */
    public static EmergencyAccessOpened openedWithReviewDue(UUID accessId, UUID person, String agency, String employee,
            Instant openedAt, Instant reviewDueAt) {
        return opened(accessId, person, new Requester(agency, "agency-" + agency, employee), openedAt, reviewDueAt,
                null, List.of("phone"));
    }

    private static EmergencyAccessOpened opened(UUID accessId, UUID person, Requester requester, Instant openedAt,
            Instant reviewDueAt, @Nullable Instant deferredUntil, List<String> attributes) {
        return new EmergencyAccessOpened(accessId, person, requester, "C-1", "vital-emergency",
                "Art. 6(1)(d), 9(2)(c) DSGVO", "§ 34 StGB", attributes, openedAt, openedAt.plus(30, ChronoUnit.MINUTES),
                reviewDueAt, deferredUntil);
    }

    /** A change of a deferral, for the file {@code A 12/26} of the case {@code C-1}. */
    public static NoticeDeferralChanged deferral(UUID deferral, UUID person, String agency, String employee,
            NoticeDeferralChanged.State state, Instant endsAt) {
        return new NoticeDeferralChanged(deferral, person, new Requester(agency, "handschlag-web", employee), agency,
                "C-1", "child-protection", "§ 82 Abs. 4 SGB X", "A 12/26", "The child would be in danger", state, now(),
                endsAt, state == NoticeDeferralChanged.State.LIFTED ? null : endsAt);
    }

    /** A read by a statute that names a deferral. */
    public static DataDisclosed deferred(UUID person, String agency, UUID deferral, Instant until,
            String... attributes) {
        return new DataDisclosed(person, 0, new Requester(agency, "agency-" + agency, "worker-1"), "C-1",
                "child-protection", "Art. 6(1)(c) DSGVO", List.of(attributes), List.of(), now(), now(), now(), null,
                "§ 8a SGB VIII", null, null, until, null, "A 12/26", "A school reported it", deferral,
                "The child would be in danger");
    }

    /** A denial of a read that names a deferral. */
    public static DisclosureDenied deniedDeferred(UUID person, String agency, UUID deferral, Instant until) {
        return new DisclosureDenied(person, 0L, new Requester(agency, "agency-" + agency, "worker-1"), "C-1",
                "child-protection", DisclosureDenied.Reason.ATTRIBUTES_NOT_GRANTED, now(), now(), now(),
                "§ 8a SGB VIII", null, null, until, List.of("income"), null, "A 12/26", "A school reported it",
                deferral, "The child would be in danger");
    }

    public static EmergencyAccessReviewed reviewed(UUID accessId, UUID person, String agency, String reviewer,
            @Nullable Instant deferredUntil) {
        return new EmergencyAccessReviewed(accessId, person, new Requester(null, "handschlag-web", reviewer), agency,
                "vital-emergency", EmergencyAccessReviewed.Outcome.NOT_JUSTIFIED, now(), deferredUntil);
    }

    public static DisclosureDenied denied(UUID person, long revision, String agency, String caseReference,
            String purpose) {
        return new DisclosureDenied(person, revision, new Requester(agency, "agency-" + agency, null), caseReference,
                purpose, DisclosureDenied.Reason.NO_GRANT, now(), now(), now());
    }

    /**
     * The binding of a further login, with codes of these agencies.
     *
     * @param means null while it waits for a confirmation
     * @param end   null while it holds or waits
     */
    public static LoginBindingState furtherLogin(UUID binding, LoginBindingState.@Nullable Means means,
            @Nullable Instant takesEffectAt, LoginBindingState.@Nullable EndReason end, String... agencies) {
        return new LoginBindingState(binding, means, List.of(agencies), List.of(UUID.randomUUID()), null, "1",
                now().minus(5, ChronoUnit.HOURS), takesEffectAt, means == null ? null : now(),
                end == null ? null : now(), end, null, end == null ? null : UUID.randomUUID(), null);
    }

    public static BindingCodeMade bindingCode(UUID person, long revision, String agency, @Nullable String employee) {
        return new BindingCodeMade(person, revision, UUID.randomUUID(),
                new Requester(agency, "agency-" + agency, employee), null, now(), now().plus(7, ChronoUnit.DAYS), null);
    }

    /** A try that the client had no right to. */
    public static DisclosureDenied refused(@Nullable UUID person, long revision, String agency,
            @Nullable String employee, String caseReference, String purpose, String refusal) {
        return new DisclosureDenied(person, person == null ? null : revision,
                new Requester(agency, "agency-" + agency, employee), caseReference, purpose,
                person == null ? DisclosureDenied.Reason.UNKNOWN_CASE : DisclosureDenied.Reason.NO_GRANT, now(), now(),
                now(), null, null, null, null, null, refusal);
    }

    /** A try that found nobody. */
    public static DisclosureDenied unknownCase(String agency, String caseReference, String purpose) {
        return new DisclosureDenied(null, null, new Requester(agency, "agency-" + agency, null), caseReference, purpose,
                DisclosureDenied.Reason.UNKNOWN_CASE, now(), now(), now());
    }

    @Override
    public void close() {
        producer.close();
    }
}
