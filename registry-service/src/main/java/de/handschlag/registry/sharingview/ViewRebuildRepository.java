package de.handschlag.registry.sharingview;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Runs in the database, where every replica finds them; each statement is a transaction, and the clock is the database's. */
@ApplicationScoped
class ViewRebuildRepository {

    /** The last statement of a run can take minutes, and nothing moves meanwhile. */
    private static final String GIVEN_UP = "alive_at < now() - interval '10 minutes'";

    private final Sql sql;

    ViewRebuildRepository(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** False if one is running; one whose replica has ended is not. */
    boolean start(UUID rebuildId, boolean checkOnly, String login) {
        sql.update("UPDATE view_rebuild SET finished_at = now(), failure = 'The replica that ran it has ended.'"
                + " WHERE finished_at IS NULL AND " + GIVEN_UP);
        return sql.update("INSERT INTO view_rebuild (rebuild_id, check_only, started_by) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING", rebuildId, checkOnly, login) == 1;
    }

    void progress(UUID rebuildId, long read, long total) {
        sql.update("UPDATE view_rebuild SET alive_at = now(), records_read = ?, records_total = ? WHERE rebuild_id = ?",
                read, total, rebuildId);
    }

    void finish(UUID rebuildId, ViewDifferences found) {
        sql.update("""
                UPDATE view_rebuild SET finished_at = now(), records_read = records_total, missing = ?, differing = ?,
                    surplus = ?, beyond_topic = ? WHERE rebuild_id = ?""", found.missing(), found.differing(),
                found.surplus(), found.beyondTopic(), rebuildId);
    }

    void fail(UUID rebuildId, String failure) {
        sql.update("UPDATE view_rebuild SET finished_at = now(), failure = ? WHERE rebuild_id = ?", failure, rebuildId);
    }

    Optional<ViewRebuildRun> find(UUID rebuildId) {
        return sql.first("""
                SELECT rebuild_id, check_only, started_at, finished_at, records_read, records_total, failure, missing,
                    differing, surplus, beyond_topic
                FROM view_rebuild WHERE rebuild_id = ?""", ViewRebuildRepository::run, rebuildId);
    }

    private static ViewRebuildRun run(ResultSet row) throws SQLException {
        ViewDifferences differences = row.getObject(8) == null
                ? null
                : new ViewDifferences(row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11));
        return new ViewRebuildRun(row.getObject(1, UUID.class), row.getBoolean(2), requireNonNull(Sql.instant(row, 3)),
                Sql.instant(row, 4), row.getLong(5), row.getLong(6), differences, row.getString(7));
    }
}
