package de.handschlag.audit.chain.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import de.handschlag.audit.chain.ingest.SequencerStatus.State;
import de.handschlag.audit.chain.log.ForkException;
import de.handschlag.audit.chain.log.MissingHashException;
import de.handschlag.database.LeaderLock;

/**
 * Competes for the lock and, while it holds it, runs one term after the other. Whatever goes wrong ends the term; the next
 * one starts from what is stored, so nothing in memory outlives a failure.
 */
@ApplicationScoped
class Sequencer {

    private static final Logger LOG = Logger.getLogger(Sequencer.class);

    private final SequencerSession session;
    private final SequencerTerm.Parts parts;
    private final SequencerStatus status;
    private final Duration retryAfter;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable SequencerTerm term;
    private @Nullable Thread thread;

    Sequencer(SequencerSession session, SequencerTerm.Parts parts, SequencerStatus status, IngestSettings settings) {
        this.session = session;
        this.parts = parts;
        this.status = status;
        this.retryAfter = settings.retryAfter();
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofPlatform().name("sequencer").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent ended) throws InterruptedException {
        stopping.countDown();
        restart();
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    /** Ends the current term, and starts anew from what is stored. */
    void restart() {
        SequencerTerm current = term;
        if (current != null) {
            current.end();
        }
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (Connection connection = session.open()) {
                if (awaitLock(connection)) {
                    runTerm(connection);
                }
            } catch (ForkException | MissingHashException e) {
                if (tell(State.REFUSING_TO_SIGN, e)) {
                    LOG.errorf("refusing to append and to sign: %s", e.getMessage());
                }
                // An operator takes longer, and looking again hashes many entries.
                pause(retryAfter.multipliedBy(10));
            } catch (OvertakenException e) {
                tell(State.FAILING, e);
                LOG.warnf("starting anew from what is stored: %s", e.getMessage());
            } catch (SQLException | IOException | RuntimeException | Error e) {
                // An error too: if this thread ended, nothing would tell that the log takes nothing in any more.
                if (tell(State.FAILING, e)) {
                    LOG.warn("sequencer starts anew after a failure", e);
                }
                pause(retryAfter);
            }
        }
        status.is(State.STOPPED, "");
    }

    /** Publishes what went wrong; false if it goes wrong in the same way again, so that the log is not flooded. */
    private boolean tell(State state, Throwable cause) {
        SequencerStatus.Now before = status.now();
        status.is(state, String.valueOf(cause.getMessage()));
        return !before.equals(status.now());
    }

    private boolean awaitLock(Connection connection) throws SQLException {
        while (stopping.getCount() > 0) {
            if (LeaderLock.LOG.tryLock(connection)) {
                return true;
            }
            if (status.now().state() != State.STANDBY) {
                status.is(State.STANDBY, "another replica appends");
                LOG.info("standing by: another replica appends");
            }
            session.endStuckHolder(connection);
            pause(retryAfter);
        }
        return false;
    }

    private void runTerm(Connection connection) throws SQLException, IOException {
        try (SequencerTerm current = new SequencerTerm(parts, connection)) {
            term = current;
            status.is(State.ACTIVE, "");
            LOG.infof("appending after %d entries", current.size());
            current.run();
        } catch (WakeupException e) {
            LOG.info("term ended");
        } finally {
            term = null;
        }
    }

    private void pause(Duration time) {
        try {
            stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
