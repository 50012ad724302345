package de.handschlag.audit.asking.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.asking.health.LogHealth.Covered;
import de.handschlag.audit.asking.health.LogHealthRepository.Checkpoint;
import de.handschlag.audit.chain.completeness.CompletenessProofs;

/** Tells how the log is. Sizes and times are no personal data, so it needs no stated purpose, as the public log does not. */
@ApplicationScoped
public class LogHealthService {

    /** A checkpoint follows within less. */
    private static final Duration USUAL = Duration.ofSeconds(30);

    private final LogHealthRepository repository;
    private final CompletenessProofs completeness;
    private final FormerLogs formerLogs;
    private final InstantSource clock;

    LogHealthService(LogHealthRepository repository, CompletenessProofs completeness, FormerLogs formerLogs,
            InstantSource clock) {
        this.repository = repository;
        this.completeness = completeness;
        this.formerLogs = formerLogs;
        this.clock = clock;
    }

    public LogHealth now() {
        long entries = repository.entries();
        Checkpoint newest = repository.checkpoint().orElse(null);
        long covered = newest == null ? 0 : newest.size();
        Instant waiting = entries > covered ? repository.recorded(covered).orElse(null) : null;
        return new LogHealth(entries, newest == null ? null : new Covered(newest.size(), newest.at()), waiting,
                repository.witnesses(), repository.stamped().orElse(null),
                completeness.newest().map(stated -> new Covered(stated.size(), stated.statedAt())).orElse(null),
                newest == null ? null : newest.note(), formerLogs.last(),
                waiting == null || waiting.isAfter(clock.instant().minus(USUAL)));
    }
}
