package de.handschlag.registry.sharingview;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.problem.ProblemType;

/** Starts a rebuild on this replica and keeps where every replica finds it how it fares. */
@ApplicationScoped
class ViewRebuildService {

    private static final ProblemType RUNNING = new ProblemType("view-rebuild-running", 409,
            "The views are being rebuilt already", "Die Sichten werden schon neu aufgebaut",
            "Wait until it has ended.");
    private static final Logger LOG = Logger.getLogger(ViewRebuildService.class);
    private static final Duration TELL_EVERY = Duration.ofMillis(500);
    /** The last statement can take minutes, and nothing moves meanwhile. */
    private static final String GIVEN_UP = "alive_at < now() - interval '10 minutes'";

    private final AgroalDataSource dataSource;
    private final ViewRebuild rebuild;

    ViewRebuildService(AgroalDataSource dataSource, ViewRebuild rebuild) {
        this.dataSource = dataSource;
        this.rebuild = rebuild;
    }

    /** A run; {@code finishedAt}, {@code differences} and {@code failure} are null until they are known. */
    record Run(UUID rebuildId, boolean checkOnly, Instant startedAt, @Nullable Instant finishedAt, long recordsRead,
            long recordsTotal, @Nullable ViewDifferences differences, @Nullable String failure) {}

    /**
     * Starts a run and does not wait for it.
     *
     * @param login random id of whoever starts it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if one is running
     */
    UUID start(String login, boolean checkOnly) {
        UUID rebuildId = UUID.randomUUID();
        update("UPDATE view_rebuild SET finished_at = now(), failure = 'The replica that ran it has ended.'"
                + " WHERE finished_at IS NULL AND " + GIVEN_UP);
        int inserted = update("INSERT INTO view_rebuild (rebuild_id, check_only, started_by) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING", rebuildId, checkOnly, login);
        if (inserted == 0) {
            throw RUNNING.because("Only one rebuild runs at a time.");
        }
        Thread.ofPlatform().name("view-rebuild").daemon().start(() -> run(rebuildId, checkOnly));
        return rebuildId;
    }

    private void run(UUID rebuildId, boolean checkOnly) {
        long[] toldAt = {System.nanoTime() - TELL_EVERY.toNanos()};
        try {
            ViewDifferences found = rebuild.run(checkOnly, (read, total) -> {
                if (System.nanoTime() - toldAt[0] >= TELL_EVERY.toNanos()) {
                    toldAt[0] = System.nanoTime();
                    progress(rebuildId, read, total);
                }
            });
            LOG.infof("the views are %s: %s", checkOnly ? "compared" : "rebuilt", found);
            update("UPDATE view_rebuild SET finished_at = now(), records_read = records_total, missing = ?,"
                    + " differing = ?, surplus = ?, beyond_topic = ? WHERE rebuild_id = ?", found.missing(),
                    found.differing(), found.surplus(), found.beyondTopic(), rebuildId);
        } catch (IllegalStateException e) {
            fail(rebuildId, String.valueOf(e.getMessage()), e);
        } catch (Exception e) {
            fail(rebuildId, "It failed, and nothing was changed; the service's log says why.", e);
        }
    }

    private void progress(UUID rebuildId, long read, long total) {
        update("UPDATE view_rebuild SET alive_at = now(), records_read = ?, records_total = ? WHERE rebuild_id = ?",
                read, total, rebuildId);
    }

    private void fail(UUID rebuildId, String failure, Exception cause) {
        LOG.error("the views are not rebuilt", cause);
        update("UPDATE view_rebuild SET finished_at = now(), failure = ? WHERE rebuild_id = ?", failure, rebuildId);
    }

    Optional<Run> find(UUID rebuildId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT check_only, started_at, finished_at, records_read, records_total, missing, differing,
                            surplus, beyond_topic, failure
                        FROM view_rebuild WHERE rebuild_id = ?""")) {
            select.setObject(1, rebuildId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Timestamp finishedAt = row.getTimestamp(3);
                ViewDifferences differences = row.getObject(6) == null
                        ? null
                        : new ViewDifferences(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9));
                return Optional.of(new Run(rebuildId, row.getBoolean(1), row.getTimestamp(2).toInstant(),
                        finishedAt == null ? null : finishedAt.toInstant(), row.getLong(4), row.getLong(5), differences,
                        row.getString(10)));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private int update(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(SQLException e) {
        return new IllegalStateException("runs of the rebuild cannot be read or written", e);
    }
}
