package de.handschlag.consent.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

import de.handschlag.consent.outbox.RelaySession.RelayDatabase;

/**
 * Publishes what is committed, deletes what is acknowledged, and says by heartbeats how far it is (G2). One relay is active;
 * the others stand by for its lock. Any failure ends the turn: connection and producer are given up, the lock with them,
 * and after a pause whoever gets the lock begins again with the oldest row. Nothing is lost, some may be sent twice.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final OutboxSettings settings;
    private final RelayDatabase database;
    private final Map<String, Object> kafka;
    private final InstantSource clock;
    private final RelayState state;
    private @Nullable Thread thread;
    private volatile boolean running;
    private boolean failing;

    OutboxRelay(OutboxSettings settings, @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @Identifier("default-kafka-broker") Map<String, Object> kafka, InstantSource clock, RelayState state) {
        this.settings = settings;
        this.database = new RelayDatabase(url, username, password);
        this.kafka = kafka;
        this.clock = clock;
        this.state = state;
    }

    void startWithService(@Observes @Priority(100) StartupEvent event) {
        if (settings.relayEnabled()) {
            start();
        }
    }

    void stopWithService(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    synchronized void start() {
        if (thread == null) {
            running = true;
            thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
        }
    }

    synchronized void stop() throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(10));
            thread = null;
        }
    }

    private void run() {
        while (running) {
            try (RelaySession session = RelaySession.open(database, settings)) {
                takeTurn(session);
            } catch (SQLException | ExecutionException | KafkaException e) {
                fail(e);
            } catch (InterruptedException e) {
                LOG.debug("Outbox relay interrupted", e);
            } catch (RuntimeException e) {
                // Whatever it is, the service goes on accepting decisions and this thread must live to publish them.
                LOG.error("Outbox relay failed", e);
            } finally {
                state.standBy();
            }
            pause(settings.backOff());
        }
    }

    private void takeTurn(RelaySession session) throws SQLException, ExecutionException, InterruptedException {
        while (!session.tryLock()) {
            Thread.sleep(settings.standbyInterval());
        }
        try (EventPublisher publisher = EventPublisher.open(kafka, settings)) {
            state.activate();
            relay(session, publisher);
        }
    }

    private void relay(RelaySession session, EventPublisher publisher)
            throws SQLException, ExecutionException, InterruptedException {
        long heartbeatDue = System.nanoTime();
        while (running) {
            // Read before the rows: what is committed before this moment is among them or published already.
            Instant before = clock.instant();
            List<OutboxRow> rows = session.oldest(settings.batchSize());
            boolean drained = rows.size() < settings.batchSize();
            boolean heartbeat = drained && System.nanoTime() - heartbeatDue >= 0;
            if (!rows.isEmpty() || heartbeat) {
                publisher.publish(rows, heartbeat ? before : null);
                recovered();
            }
            if (heartbeat) {
                heartbeatDue = System.nanoTime() + settings.heartbeatInterval().toNanos();
            }
            if (rows.isEmpty()) {
                Thread.sleep(settings.pollInterval());
            } else {
                session.delete(rows);
                state.published(rows.size());
            }
        }
    }

    private void fail(Exception cause) {
        state.failed();
        if (!failing) {
            // Once per outage; every attempt would fill the log.
            LOG.warnf("Outbox relay gave up its turn and goes on trying: %s", cause.toString());
        } else {
            LOG.debug("Outbox relay still cannot publish", cause);
        }
        failing = true;
    }

    private void recovered() {
        if (failing) {
            LOG.info("Outbox relay publishes again");
            failing = false;
        }
        state.alive(clock.instant());
    }

    private void pause(Duration duration) {
        try {
            if (running) {
                Thread.sleep(duration);
            }
        } catch (InterruptedException e) {
            LOG.debug("Outbox relay interrupted while pausing", e);
        }
    }
}
