package de.handschlag.registry.sharingview;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

import io.smallrye.common.annotation.Identifier;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;
import de.handschlag.event.Topics;
import de.handschlag.event.TrustedKeys;
import de.handschlag.registry.freshness.FreshnessSettings;
import de.handschlag.registry.notification.NotificationSettings;
import de.handschlag.settings.DatabaseLogin;

/**
 * Builds the sharing views from the beginning of the topic, beside those that answer, and then makes those equal in one
 * transaction (ADR 16). Until then nothing stands still. For the comparison the consumer's next commit waits, by a lock on the
 * rows that say how far it is; reads go on, or fail closed if it takes longer than the freshness bound.
 */
@ApplicationScoped
class ViewRebuild {

    private static final Logger LOG = Logger.getLogger(ViewRebuild.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STANDSTILL = Duration.ofSeconds(30);
    private static final int TRIES = 10;
    /** A process that was stopped loses the lock and so must not go on: PostgreSQL ends its session. */
    private static final String FENCE = "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000";

    private final DatabaseLogin login;
    private final SharingViewUpdater updater;
    private final Catalogue catalogue;
    private final NotificationSettings notification;
    private final Map<String, Object> kafka;

    ViewRebuild(DatabaseLogin login, GrantedAttributes grantedAttributes, Catalogue catalogue, ConsumerSpans spans,
            TrustedKeys trusted, NotificationSettings notification, FreshnessSettings freshness,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.login = login;
        // What cannot be understood or was not signed was put aside when it came first.
        this.updater = new SharingViewUpdater(grantedAttributes, catalogue, null, trusted, null, spans, notification,
                freshness);
        this.catalogue = catalogue;
        this.notification = notification;
        this.kafka = kafka;
    }

    /** Is told how far it is. */
    interface Progress {
        void at(long recordsRead, long recordsTotal);
    }

    /**
     * Builds, compares and, unless it only checks, puts right.
     *
     * @throws IllegalStateException if the topic does not hold what was applied
     * @throws SQLException          if the database does not let it, or {@code DatabaseException}; nothing is changed then
     */
    ViewDifferences run(boolean checkOnly, Progress progress) throws SQLException {
        try (Connection second = open("");
                KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings(), new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            ShadowViews views = ShadowViews.make(second, notification.answerWithin(), catalogue);
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONSENT_EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            updater.starts(second, partitions.size());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            SignedFrom signedFrom = SignedFrom.load(new Sql(second), "signed_from", consumer, partitions);
            replay(consumer, second, signedFrom, applied(second, ""), progress);
            views.analyse();
            for (int attempt = 1;; attempt++) {
                try {
                    return compare(consumer, second, signedFrom, views, checkOnly, progress);
                } catch (SQLException | DatabaseException e) {
                    if (attempt == TRIES || second.isClosed()) {
                        throw e;
                    }
                    LOG.infof("the views cannot be compared while others work on them, trying again: %s", e.toString());
                }
            }
        }
    }

    private ViewDifferences compare(KafkaConsumer<String, byte[]> consumer, Connection second, SignedFrom signedFrom,
            ShadowViews views, boolean checkOnly, Progress progress) throws SQLException {
        try (Connection fence = open(FENCE)) {
            fence.setAutoCommit(false);
            replay(consumer, second, signedFrom, applied(fence, " FOR UPDATE"), progress);
            second.setAutoCommit(false);
            try {
                ViewDifferences differences = views.putRight();
                // Still held, so nothing was applied in between; from here on what was changed is locked itself.
                applied(fence, "");
                if (checkOnly) {
                    second.rollback();
                } else {
                    second.commit();
                }
                return differences;
            } catch (SQLException | RuntimeException e) {
                second.rollback();
                throw e;
            } finally {
                second.setAutoCommit(true);
            }
        }
    }

    /** How far the views are, by partition. */
    private static Map<TopicPartition, Long> applied(Connection connection, String lock) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        new Sql(connection)
                .list("SELECT kafka_partition, next_offset FROM public.applied_partition ORDER BY 1" + lock,
                        row -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(at -> offsets.put(new TopicPartition(Topics.CONSENT_EVENTS, at.getKey()), at.getValue()));
        return offsets;
    }

    /** Applies exactly the records before the given offsets. */
    private void replay(KafkaConsumer<String, byte[]> consumer, Connection second, SignedFrom signedFrom,
            Map<TopicPartition, Long> until, Progress progress) throws SQLException {
        requireWhole(until, consumer.endOffsets(until.keySet()));
        long total = until.values().stream().mapToLong(Long::longValue).sum();
        long movedAt = System.nanoTime();
        long before = -1;
        while (true) {
            List<TopicPartition> open = until.keySet().stream()
                    .filter(p -> consumer.position(p) < requireNonNull(until.get(p))).toList();
            long read = until.keySet().stream()
                    .mapToLong(p -> Math.min(consumer.position(p), requireNonNull(until.get(p)))).sum();
            progress.at(read, total);
            if (open.isEmpty()) {
                return;
            }
            if (read != before) {
                before = read;
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
                throw new IllegalStateException("Kafka has sent nothing for " + STANDSTILL.toSeconds() + " s.");
            }
            consumer.pause(until.keySet());
            consumer.resume(open);
            List<ConsumerRecord<String, byte[]>> batch = before(until, consumer);
            if (!batch.isEmpty()) {
                updater.apply(second, batch, signedFrom, Map.of());
            }
        }
    }

    private static List<ConsumerRecord<String, byte[]>> before(Map<TopicPartition, Long> until,
            KafkaConsumer<String, byte[]> consumer) {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<String, byte[]> message : records.records(partition)) {
                if (message.offset() >= requireNonNull(until.get(partition))) {
                    consumer.seek(partition, message.offset());
                    break;
                }
                batch.add(message);
            }
        }
        return batch;
    }

    /** G1: from a topic that has lost its end a withdrawn grant would come back. */
    private static void requireWhole(Map<TopicPartition, Long> applied, Map<TopicPartition, Long> ends) {
        applied.forEach((partition, offset) -> {
            if (ends.getOrDefault(partition, 0L) < offset) {
                throw new IllegalStateException("Partition " + partition.partition() + " of " + partition.topic()
                        + " ends before what was applied from it; it is not the topic that made the views.");
            }
        });
    }

    private Connection open(String options) throws SQLException {
        return login.open("registry-service view rebuild", Duration.ZERO, options + " -c synchronous_commit=on");
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return settings;
    }
}
