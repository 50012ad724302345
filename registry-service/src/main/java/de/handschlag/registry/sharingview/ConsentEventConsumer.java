package de.handschlag.registry.sharingview;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

import de.handschlag.corridor.ReadPositions;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.corridor.TopicCuts;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.event.Topics;
import de.handschlag.settings.DatabaseLogin;

/**
 * Reads consent-events and applies them. One replica of the registry is active at a time, the others stand by: the active
 * one holds the leader lock in the very database session in which it commits, so that a replica that was stopped and
 * woke up again cannot commit any more. There is no consumer group and so no rebalancing to wait for.
 */
@ApplicationScoped
public class ConsentEventConsumer {

    private static final Logger LOG = Logger.getLogger(ConsentEventConsumer.class);
    /** PostgreSQL ends a session that says nothing for three seconds: a stopped process loses the lock, and a standby takes over. */
    private static final String FENCE = "-c idle_session_timeout=3000 -c idle_in_transaction_session_timeout=3000"
            + " -c statement_timeout=10000 -c synchronous_commit=on";
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STANDBY_POLL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofMillis(500);

    private final DatabaseLogin login;
    private final SharingViewUpdater updater;
    private final EnforcementReceipts receipts;
    private final ConsumerMetrics metrics;
    private final TopicCuts topicCuts;
    private final Map<String, Object> kafka;

    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<String, byte[]> current;
    private @Nullable Thread thread;

    ConsentEventConsumer(DatabaseLogin login, SharingViewUpdater updater, EnforcementReceipts receipts,
            ConsumerMetrics metrics, TopicCuts topicCuts,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.login = login;
        this.updater = updater;
        this.receipts = receipts;
        this.metrics = metrics;
        this.topicCuts = topicCuts;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Starts the loop; nothing happens if it runs. */
    public synchronized void start() {
        if (thread == null) {
            stopped = false;
            thread = Thread.ofPlatform().name("consent-events").daemon().start(this::run);
        }
    }

    /** Stops the loop and waits until it has ended. */
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopped = true;
        KafkaConsumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        LockSupport.unpark(running);
        try {
            running.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    private void run() {
        while (!stopped) {
            try (Connection connection = login.open("registry-service consent-events", SILENCE, FENCE)) {
                if (awaitActive(connection)) {
                    consume(connection);
                }
            } catch (WakeupException e) {
                LOG.debug("woken up to stop");
            } catch (Exception e) {
                metrics.failed();
                LOG.errorf("consuming consent-events failed, starting over in %d ms: %s", BACK_OFF.toMillis(),
                        e.toString());
                LockSupport.parkNanos(BACK_OFF.toNanos());
            } finally {
                metrics.active(false);
            }
        }
    }

    private boolean awaitActive(Connection connection) {
        while (!stopped) {
            if (LeaderLock.CONSENT_EVENTS.tryLock(connection)) {
                return true;
            }
            LockSupport.parkNanos(STANDBY_POLL.toNanos());
        }
        return false;
    }

    private void consume(Connection connection) throws SQLException {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings(), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            current = consumer;
            ReadPositions positions = new ReadPositions();
            SignedFrom signedFrom = assignAll(consumer, connection, positions);
            metrics.active(true);
            LOG.info("active: applying consent-events");
            receipts.restart();
            while (!stopped) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (records.isEmpty()) {
                    LeaderLock.keepAlive(connection);
                    continue;
                }
                List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.count());
                records.forEach(batch::add);
                if (goneBack(positions.cuts(batch), positions, connection)) {
                    return;
                }
                positions.read(batch);
                AppliedBatch applied = updater.apply(connection, batch, signedFrom, receipts.acknowledgedOffsets());
                receipts.send(applied);
                metrics.applied(applied, lag(consumer));
            }
        } finally {
            current = null;
        }
    }

    /** Whether the topic was cut. Then all begins anew from the place of the cut, and what is behind it is read as if for the first time. */
    private boolean goneBack(Map<TopicPartition, Long> cuts, ReadPositions positions, Connection connection) {
        if (cuts.isEmpty()) {
            return false;
        }
        updater.goBack(connection, cuts);
        cuts.forEach((partition, offset) -> topicCuts.found(partition, offset,
                requireNonNull(positions.of(partition)).offset()));
        return true;
    }

    private SignedFrom assignAll(KafkaConsumer<String, byte[]> consumer, Connection connection,
            ReadPositions positions) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo info : consumer.partitionsFor(Topics.CONSENT_EVENTS)) {
            partitions.add(new TopicPartition(info.topic(), info.partition()));
        }
        if (partitions.isEmpty()) {
            throw new IllegalStateException("topic " + Topics.CONSENT_EVENTS + " does not exist");
        }
        consumer.assign(partitions);
        Map<Integer, SharingViewUpdater.Start> starts = updater.starts(connection, partitions.size());
        for (TopicPartition partition : partitions) {
            SharingViewUpdater.Start start = requireNonNull(starts.get(partition.partition()));
            positions.seek(consumer, partition, start.from(), start.applied());
        }
        return SignedFrom.load(new Sql(connection), "signed_from", consumer, partitions);
    }

    private static long lag(KafkaConsumer<String, byte[]> consumer) {
        return consumer.assignment().stream().mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // An offset that retention has removed: go on from the oldest event that is left. One behind a cut: from the cut.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // The relay's transactions are its fence, not its atomicity (ADR 1): every record that is on the topic was
        // committed in the database before, so there is nothing to wait for.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        // All of a poll are verified before the session says anything to the database, and it may not be silent for long.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 250);
        return settings;
    }
}
