package de.handschlag.audit.chain.timestamp;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.audit.chain.log.OneReplica;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;

/** Asks for a time stamp over the newest checkpoint when one is due and the log has grown since the last. */
@ApplicationScoped
class TimestampRun {

    /** "This session asks for time stamps"; any number that nothing else in this database uses. */
    static final int LOCK = 7_061_034;

    private static final Logger LOG = Logger.getLogger(TimestampRun.class);

    private final TimestampAuthority authority;
    private final TimestampRepository repository;
    private final OneReplica oneReplica;
    private final TimestampStatus status;
    private final Duration every;
    private final Clock clock = Clock.systemUTC();

    TimestampRun(TimestampAuthority authority, TimestampRepository repository, OneReplica oneReplica,
            TimestampStatus status, TimestampSettings settings) {
        this.authority = authority;
        this.repository = repository;
        this.oneReplica = oneReplica;
        this.status = status;
        this.every = settings.every();
    }

    @Scheduled(every = "{handschlag.timestamp.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        if (!authority.isConfigured()) {
            return;
        }
        status.watch();
        try {
            oneReplica.run(LOCK, this::stampIfDue);
            repository.newest().map(TimestampRepository.Newest::timestamp).ifPresent(status::newest);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("no time stamp is asked for; it is tried again", e);
        }
    }

    private void stampIfDue() throws SQLException {
        Optional<SignedCheckpoint> checkpoint = repository.newestCheckpoint();
        Optional<TimestampRepository.Newest> last = repository.newest();
        long stamped = last.map(newest -> newest.timestamp().size()).orElse(0L);
        boolean due = last.isEmpty() || !last.get().receivedAt().plus(every).isAfter(clock.instant());
        if (due && checkpoint.isPresent() && checkpoint.get().size() > stamped) {
            stamp(checkpoint.get());
        }
    }

    private void stamp(SignedCheckpoint checkpoint) throws SQLException {
        try {
            TimestampQuery question = TimestampQuery.over(checkpoint.text());
            byte[] reply = authority.ask(question.query());
            repository.add(checkpoint.size(), reply, question.stampedAt(reply, authority.certificates()),
                    clock.instant());
            status.succeeded();
        } catch (IOException e) {
            if (status.failed(String.valueOf(e.getMessage()))) {
                LOG.warnf("no time stamp over the checkpoint of %d entries: %s", checkpoint.size(), e.getMessage());
            }
        }
    }
}
