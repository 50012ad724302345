package de.handschlag.consent.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.SignedFrom;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.Topics;
import de.handschlag.event.TrustedKeys;
import de.handschlag.event.UnintelligibleEventException;
import de.handschlag.event.UnverifiedEventException;

/**
 * Whether this database has all that stands on the topic. One that was restored from a backup, or a standby that was promoted
 * too early, has not; its next revisions would be numbers that readers have seen already, and so be ignored by them (G1).
 */
final class TopicComparison implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long MANY = 100_000;
    private static final long PROGRESS = 1_000;
    private static final Logger LOG = Logger.getLogger(TopicComparison.class);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaConsumer<String, byte[]> ofCommitted;
    private final Map<String, Object> adminSettings;
    private final List<TopicPartition> partitions;
    private final TrustedKeys trusted;
    private final @Nullable CatchUp catchUp;
    /** By person, what stands on the topic as far as it was read; only while the database catches up. */
    private final Map<UUID, List<UUID>> publishedOf = new HashMap<>();
    private long caughtUp;

    /** @param catchUp takes in what the database has not; null for refusing it */
    TopicComparison(Map<String, Object> kafka, OutboxSettings settings, TrustedKeys trusted,
            @Nullable CatchUp catchUp) {
        this.trusted = trusted;
        this.catchUp = catchUp;
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        int timeout = Math.toIntExact(settings.brokerTimeout().toMillis());
        configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        adminSettings = new HashMap<>(kafka);
        adminSettings.keySet().retainAll(AdminClientConfig.configNames());
        adminSettings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        adminSettings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        ofCommitted = new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(Topics.CONSENT_EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    }

    /**
     * Reads on from where the database knows the topic, also what no transaction of Kafka has committed: the readers do, too.
     * To be called when nobody else can write to the topic any more.
     *
     * @param known  by partition up to where the database knows the topic; empty if it never noted that
     * @param repair sends again what the topic has lost
     * @return by partition the next offset; all before it the database has
     */
    long[] compare(RelaySession session, Optional<long[]> known, TopicRepair repair)
            throws BehindTopicException, ExecutionException, InterruptedException {
        SignedFrom signedFrom = session.signedFrom(consumer, partitions);
        String topicId = topicId(session);
        if (known.isEmpty()) {
            LOG.info("This database has not noted yet up to where it knows the topic: from now on it does");
            long[] ends = ends(consumer);
            session.begin(topicId, ends);
            return ends;
        }
        RelaySession.Place place = session.place();
        if (place.topicId() != null && !place.topicId().equals(topicId)) {
            throw new BehindTopicException("The topic %s was made anew, and all that was published on it is gone"
                    .formatted(Topics.CONSENT_EVENTS));
        }
        session.note(topicId);
        long[] from = repair.repair(ofCommitted, partitions, Arrays.copyOf(known.get(), partitions.size()),
                session.place().keptFrom(partitions.size()), ends(ofCommitted));
        long[] ends = ends(consumer);
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, from[partition.partition()]);
        }
        long count = Arrays.stream(ends).sum() - Arrays.stream(from).sum();
        if (count > MANY) {
            LOG.infof("Compares %d messages of the topic with this database", count);
        }
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends[partition.partition()])) {
            List<EventEnvelope<PersonEvent>> published = new ArrayList<>();
            consumer.poll(POLL).forEach(message -> addDecision(message, signedFrom, published));
            accept(published, session);
        }
        if (catchUp != null) {
            // What is taken in from the topic, now or before a crash, was never kept here.
            session.keepFrom(ends);
        }
        if (caughtUp > 0) {
            LOG.warnf("This database has caught up with its topic: %d events taken in", caughtUp);
        }
        return ends;
    }

    private long[] ends(KafkaConsumer<?, ?> seen) {
        long[] ends = new long[partitions.size()];
        seen.endOffsets(partitions).forEach((partition, end) -> ends[partition.partition()] = end);
        return ends;
    }

    /** One that is deleted and made again has another one. */
    private String topicId(RelaySession session) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(adminSettings)) {
            // A session that is silent for as long as all of this takes on a cold machine would end.
            session.now();
            return requireNonNull(admin.describeTopics(List.of(Topics.CONSENT_EVENTS)).allTopicNames().get()
                    .get(Topics.CONSENT_EVENTS)).topicId().toString();
        } finally {
            session.now();
        }
    }

    private void accept(List<EventEnvelope<PersonEvent>> published, RelaySession session) throws BehindTopicException {
        if (catchUp != null) {
            published.forEach(event -> publishedOf
                    .computeIfAbsent(event.data().dataSubjectId(), _ -> new ArrayList<>(4)).add(event.id()));
        }
        List<EventEnvelope<PersonEvent>> rest = published;
        // Asked also where there is none: a silent session would end, and the turn with it.
        OptionalInt unknown = session.firstUnknown(rest);
        while (unknown.isPresent()) {
            takeIn(rest.get(unknown.getAsInt()));
            rest = rest.subList(unknown.getAsInt() + 1, rest.size());
            unknown = session.firstUnknown(rest);
        }
    }

    private void takeIn(EventEnvelope<PersonEvent> missed) throws BehindTopicException {
        String event = "event %s, revision %d of its person".formatted(missed.id(), missed.data().consentRevision());
        if (catchUp == null) {
            throw new BehindTopicException("This database is older than its topic: it never had " + event);
        }
        try {
            catchUp.apply(missed, requireNonNull(publishedOf.get(missed.data().dataSubjectId())));
        } catch (RuntimeException e) {
            LOG.debug("Event cannot be taken in", e);
            throw new BehindTopicException(
                    "This database is older than its topic and cannot take in %s: %s".formatted(event, e.getMessage()));
        }
        caughtUp++;
        if (caughtUp % PROGRESS == 0) {
            LOG.infof("%d events taken in", caughtUp);
        }
    }

    /** What nobody understands, or this service did not sign, is not from here (R39). A tombstone says nothing that the erasure before it does not. */
    private void addDecision(ConsumerRecord<String, byte[]> message, SignedFrom signedFrom,
            List<EventEnvelope<PersonEvent>> published) {
        if (message.value() == null) {
            return;
        }
        try {
            var envelope = EventCodec.fromRecord(message);
            if (envelope.data() instanceof PersonEvent event && signedFrom.mustBeSigned(message)) {
                trusted.verify(message);
                if (!signedFrom.isOnPartitionOf(event.dataSubjectId(), message)) {
                    throw new UnverifiedEventException("a copy on another partition than its person's", null);
                }
            }
            if (envelope.data() instanceof PersonEvent event) {
                published.add(new EventEnvelope<>(envelope.id(), envelope.source(), envelope.time(),
                        envelope.traceparent(), event));
            }
        } catch (UnintelligibleEventException e) {
            LOG.warnf("%s-%d@%d is not from here: %s", message.topic(), message.partition(), message.offset(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        ofCommitted.close(CloseOptions.timeout(Duration.ZERO));
    }
}
