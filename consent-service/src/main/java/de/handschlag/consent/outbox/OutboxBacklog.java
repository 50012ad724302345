package de.handschlag.consent.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;

/** How much is committed and not yet published; sampled on every replica, as the active relay may be the one in trouble. */
@ApplicationScoped
@Startup
class OutboxBacklog {

    private static final Logger LOG = Logger.getLogger(OutboxBacklog.class);

    private final Sql sql;
    private final InstantSource clock;
    private volatile long rows;
    private volatile @Nullable Instant oldest;

    OutboxBacklog(AgroalDataSource dataSource, InstantSource clock, MeterRegistry metrics) {
        this.sql = new Sql(dataSource);
        this.clock = clock;
        Gauge.builder("handschlag.outbox.backlog", this, backlog -> backlog.rows)
                .description("Events that wait to be published").register(metrics);
        Gauge.builder("handschlag.outbox.oldest.unpublished.age.seconds", this, OutboxBacklog::oldestAgeSeconds)
                .description("How long the oldest of them has waited; 0 if there is none").register(metrics);
    }

    /** Rows at the last sample. */
    long rows() {
        return rows;
    }

    double oldestAgeSeconds() {
        Instant since = oldest;
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    @Scheduled(every = "${handschlag.outbox.sample-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sample() {
        try {
            sql.one("SELECT count(*), (SELECT occurred_at FROM outbox_event ORDER BY id LIMIT 1) FROM outbox_event",
                    row -> {
                        rows = row.getLong(1);
                        oldest = Sql.instant(row, 2);
                        return rows;
                    });
        } catch (DatabaseException e) {
            LOG.debug("Backlog cannot be sampled", e);
        }
    }
}
