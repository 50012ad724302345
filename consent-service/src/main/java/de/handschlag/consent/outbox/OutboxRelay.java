package de.handschlag.consent.outbox;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

import de.handschlag.corridor.TopicCuts;
import de.handschlag.database.DatabaseException;
import de.handschlag.event.EventSigner;
import de.handschlag.event.TrustedKeys;
import de.handschlag.settings.DatabaseLogin;

/**
 * Publishes what is committed, puts aside what is acknowledged, and says by heartbeats how far it is (G2). One relay is active;
 * the others stand by for its lock. Any failure ends the turn: connection and producer are given up, the lock with them,
 * and after a pause whoever gets the lock begins again with the oldest row. Nothing is lost, some may be sent twice. A turn
 * begins only if the database has all that stands on the topic (ADR 39), and with sending again what the topic has lost (ADR 58).
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration POSITION_INTERVAL = Duration.ofSeconds(10);
    /** So many times as long as a receipt may take, decisions without one are looked for. */
    private static final int ASKED_FOR = 30;

    private final OutboxSettings settings;
    private final DatabaseLogin login;
    private final Map<String, Object> kafka;
    private final InstantSource clock;
    private final RelayState state;
    private final CatchUp catchUp;
    private final EventSigner signer;
    private final TrustedKeys trusted;
    private final TopicCuts topicCuts;
    private @Nullable Thread thread;
    private CountDownLatch stop = new CountDownLatch(1);
    private boolean failing;
    private @Nullable String refusal;

    OutboxRelay(OutboxSettings settings, DatabaseLogin login,
            @Identifier("default-kafka-broker") Map<String, Object> kafka, InstantSource clock, RelayState state,
            CatchUp catchUp, EventSigner signer, TrustedKeys trusted, TopicCuts topicCuts) {
        this.settings = settings;
        this.login = login;
        this.kafka = kafka;
        this.clock = clock;
        this.state = state;
        this.catchUp = catchUp;
        this.signer = signer;
        this.trusted = trusted;
        this.topicCuts = topicCuts;
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
            stop = new CountDownLatch(1);
            CountDownLatch until = stop;
            thread = Thread.ofPlatform().name("outbox-relay").daemon().start(() -> run(until));
        }
    }

    synchronized void stop() throws InterruptedException {
        stop.countDown();
        if (thread != null && !thread.join(Duration.ofSeconds(2))) {
            // It waits for a broker that does not answer.
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
        thread = null;
    }

    private void run(CountDownLatch stop) {
        Duration pause;
        do {
            pause = settings.backOff();
            try (RelaySession session = RelaySession.open(login, settings)) {
                takeTurn(session, stop);
            } catch (SQLException | DatabaseException | ExecutionException | KafkaException e) {
                fail(e);
            } catch (BehindTopicException e) {
                refuse(e);
                pause = settings.refusalBackOff();
            } catch (InterruptedException e) {
                LOG.debug("Outbox relay interrupted", e);
            } catch (RuntimeException e) {
                // Whatever it is, the service goes on accepting decisions and this thread must live to publish them.
                LOG.error("Outbox relay failed", e);
            } finally {
                state.standBy();
            }
        } while (!stopped(stop, pause));
    }

    private void takeTurn(RelaySession session, CountDownLatch stop)
            throws ExecutionException, InterruptedException, BehindTopicException {
        while (!session.tryLock()) {
            state.waitForTurn();
            if (stopped(stop, settings.standbyInterval())) {
                return;
            }
        }
        try (EventPublisher publisher = EventPublisher.open(kafka, settings, signer)) {
            publisher.continueFrom(compare(session, publisher));
            state.activate();
            relay(session, publisher, stop);
        }
    }

    /** When the fence stands, so that nobody writes behind what is compared. */
    private long[] compare(RelaySession session, EventPublisher publisher)
            throws BehindTopicException, ExecutionException, InterruptedException {
        // Before the consumer is opened: a session that is silent for as long as both take on a cold machine would end.
        Optional<long[]> known = session.nextOffsets();
        try (TopicComparison topic = new TopicComparison(kafka, settings, trusted,
                settings.catchUp() ? catchUp : null)) {
            return topic.compare(session, known,
                    new TopicRepair(session, publisher, state, topicCuts, settings.batchSize()));
        }
    }

    private void relay(RelaySession session, EventPublisher publisher, CountDownLatch stop)
            throws ExecutionException, InterruptedException {
        long heartbeatDue = System.nanoTime();
        long positionDue = heartbeatDue;
        long receiptsDue = heartbeatDue;
        // At first whatever is kept: the power may have been away for hours. Later what has become due since.
        boolean all = true;
        boolean idle = false;
        while (!stopped(stop, idle ? settings.pollInterval() : Duration.ZERO)) {
            // Read before the rows: what is committed before this moment is among them or published already.
            Instant before = System.nanoTime() - heartbeatDue >= 0 ? session.now() : null;
            List<OutboxRow> rows = session.oldestBut(publisher.uncommitted(), settings.batchSize());
            boolean drained = rows.size() < settings.batchSize();
            Instant heartbeat = drained ? before : null;
            idle = rows.isEmpty();
            if (!idle || heartbeat != null) {
                publisher.publish(rows, heartbeat);
            }
            if (heartbeat != null) {
                heartbeatDue = System.nanoTime() + settings.heartbeatInterval().toNanos();
            }
            boolean full = publisher.uncommitted().size() >= settings.batchSize();
            if (heartbeat != null || full) {
                List<SentRow> committed = publisher.commit();
                recovered();
                if (!committed.isEmpty() || System.nanoTime() - positionDue >= 0) {
                    session.published(committed, publisher.nextOffsets());
                    state.published(committed.size());
                }
                if (System.nanoTime() - positionDue >= 0) {
                    session.forget(settings.keepPublished(), publisher.nextOffsets().length);
                    if (System.nanoTime() - receiptsDue >= 0) {
                        all = askAgain(session, publisher, all) >= settings.batchSize();
                        receiptsDue = all ? receiptsDue : System.nanoTime() + settings.receiptWithin().toNanos();
                    }
                    positionDue = System.nanoTime() + POSITION_INTERVAL.toNanos();
                }
            }
        }
    }

    /**
     * Whoever waits for an answer gets one, also if a broker lost it: the same event again, as the registry answers each time.
     *
     * @param all whether to look through all that is kept
     * @return how many were sent
     */
    private int askAgain(RelaySession session, EventPublisher publisher, boolean all)
            throws ExecutionException, InterruptedException {
        List<OutboxRow> unanswered;
        try {
            unanswered = session.withoutReceipt(
                    all ? settings.keepPublished() : settings.receiptWithin().multipliedBy(ASKED_FOR),
                    settings.receiptWithin(), settings.batchSize());
        } catch (DatabaseException e) {
            if (!e.isOutOfTime()) {
                throw e;
            }
            LOG.warn("It took too long to look for decisions without a receipt; those of late are looked for later");
            return 0;
        }
        if (!unanswered.isEmpty()) {
            LOG.infof("%d decisions have no receipt after %s and are sent again", unanswered.size(),
                    settings.receiptWithin());
            publisher.publish(unanswered.stream().sorted(Comparator.comparingLong(OutboxRow::id)).toList(), null);
            publisher.commit();
        }
        return unanswered.size();
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

    private void refuse(BehindTopicException cause) {
        String reason = requireNonNull(cause.getMessage());
        if (!reason.equals(refusal)) {
            LOG.errorf("Outbox relay publishes nothing, so that reads stop, until an operator has decided: %s", reason);
        }
        refusal = reason;
        state.refuse(reason);
    }

    private void recovered() {
        if (failing || refusal != null) {
            LOG.info("Outbox relay publishes again");
            failing = false;
            refusal = null;
        }
        state.alive(clock.instant());
    }

    /** Waits, unless the relay is stopped before. */
    private static boolean stopped(CountDownLatch stop, Duration wait) {
        try {
            return stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
