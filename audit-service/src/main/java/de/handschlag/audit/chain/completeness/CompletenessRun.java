package de.handschlag.audit.chain.completeness;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.audit.chain.completeness.CompletenessSession.Made;
import de.handschlag.corridor.AccessLog;
import de.handschlag.database.LeaderLock;
import de.handschlag.settings.DatabaseLogin;

/**
 * States completeness once a day, and sooner after an erasure. Each step goes by what the database holds, so whatever a crash
 * interrupts the next run takes up, on any replica: a tree whose entry the log does not have is sent again, one that is not
 * finished is thrown away.
 */
@ApplicationScoped
class CompletenessRun {

    private static final Logger LOG = Logger.getLogger(CompletenessRun.class);

    private final DatabaseLogin login;
    private final String sessionOptions;
    private final PersonKey key;
    private final AccessLog log;
    private final CompletenessSettings settings;

    CompletenessRun(DatabaseLogin login, @ConfigProperty(name = "handschlag.db.session-options") String sessionOptions,
            PersonKey key, AccessLog log, CompletenessSettings settings) {
        this.login = login;
        this.sessionOptions = sessionOptions;
        this.key = key;
        this.log = log;
        this.settings = settings;
    }

    @Scheduled(every = "{handschlag.completeness.check-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        try {
            run(false);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("completeness was not stated; it is tried again", e);
        }
    }

    /**
     * Does what is due.
     *
     * @param now whether a new tree is due in any case
     * @return false if another replica does it at this moment
     */
    boolean run(boolean now) throws SQLException {
        return LeaderLock.COMPLETENESS.run(login, sessionOptions,
                session -> run(new CompletenessSession(session, key), now));
    }

    private void run(CompletenessSession session, boolean now) {
        Optional<Made> newest = session.newest();
        if (newest.isPresent() && newest.get().published()) {
            session.tidy(newest.get().tree());
        }
        if (newest.isPresent() && newest.get().tree().entry() == null) {
            send(newest.get().tree());
        } else if (now || newest.isEmpty() || isDue(session, newest.get().tree())) {
            Instant begin = log.now();
            session.make(begin).ifPresent(tree -> {
                send(tree);
                LOG.infof("stated completeness of %d entries about %d persons in %d ms", tree.coveredSize(),
                        tree.persons(), Duration.between(begin, log.now()).toMillis());
            });
        }
    }

    private boolean isDue(CompletenessSession session, StatedTree tree) {
        Instant now = log.now();
        return !tree.keyId().equals(key.id()) || !tree.statedAt().plus(settings.every()).isAfter(now)
                || (!tree.statedAt().plus(settings.afterErasure()).isAfter(now)
                        && session.erasedSince(tree.statedAt()));
    }

    private void send(StatedTree tree) {
        log.append(tree.id(), tree.statedAt(), tree.statement());
    }
}
