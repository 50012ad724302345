package de.handschlag.audit.chain.timestamp;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.audit.chain.log.CheckpointReader;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.database.LeaderLock;
import de.handschlag.settings.DatabaseLogin;

/** Asks for a time stamp over the public checkpoint when one is due and the log has grown since the last: a stamp tells when. */
@ApplicationScoped
class TimestampRun {

    private static final Logger LOG = Logger.getLogger(TimestampRun.class);

    private final TimestampAuthority authority;
    private final TimestampRepository repository;
    private final CheckpointReader checkpoints;
    private final DatabaseLogin login;
    private final TimestampStatus status;
    private final Duration every;
    private final InstantSource clock;

    TimestampRun(TimestampAuthority authority, TimestampRepository repository, CheckpointReader checkpoints,
            DatabaseLogin login, TimestampStatus status, TimestampSettings settings, InstantSource clock) {
        this.authority = authority;
        this.repository = repository;
        this.checkpoints = checkpoints;
        this.login = login;
        this.status = status;
        this.every = settings.every();
        this.clock = clock;
    }

    @Scheduled(every = "{handschlag.timestamp.look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        if (!authority.isConfigured()) {
            return;
        }
        status.watch();
        try {
            LeaderLock.TIMESTAMPS.run(login, "", session -> stampIfDue());
            repository.newest().map(TimestampRepository.Newest::timestamp).ifPresent(status::newest);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("no time stamp is asked for; it is tried again", e);
        }
    }

    private void stampIfDue() {
        Optional<SignedCheckpoint> checkpoint = checkpoints.findPublic();
        Optional<TimestampRepository.Newest> last = repository.newest();
        long stamped = last.map(newest -> newest.timestamp().size()).orElse(0L);
        boolean due = last.isEmpty() || !last.get().receivedAt().plus(every).isAfter(clock.instant());
        if (due && checkpoint.isPresent() && checkpoint.get().size() > stamped) {
            stamp(checkpoint.get());
        }
    }

    private void stamp(SignedCheckpoint checkpoint) {
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
