package de.handschlag.audit.asking.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.health.LogHealth.Covered;
import de.handschlag.audit.asking.health.LogHealth.Witnessed;
import de.handschlag.database.Sql;

/** Reads the newest of each by its index; no count looks at the entries. */
@ApplicationScoped
class LogHealthRepository {

    private final Sql sql;

    LogHealthRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** The newest checkpoint. */
    record Checkpoint(long size, Instant at, String note) {}

    long entries() {
        return sql.one("SELECT coalesce(max(log_index) + 1, 0) FROM log_entry", row -> row.getLong(1));
    }

    Optional<Checkpoint> checkpoint() {
        return sql.first("SELECT tree_size, signed_at, note FROM log_checkpoint ORDER BY tree_size DESC LIMIT 1",
                row -> new Checkpoint(row.getLong(1), requireNonNull(Sql.instant(row, 2)), row.getString(3)));
    }

    /** When the entry at this position was recorded; empty if there is none, or its payload was erased. */
    Optional<Instant> recorded(long index) {
        return sql.first(
                "SELECT recorded_at FROM log_payload WHERE log_index = ? AND recorded_at >= now() - interval '2 days'",
                row -> requireNonNull(Sql.instant(row, 1)), index);
    }

    List<Witnessed> witnesses() {
        return sql.list("""
                SELECT DISTINCT ON (witness) witness, tree_size, cosigned_at FROM log_cosignature
                ORDER BY witness, tree_size DESC""",
                row -> new Witnessed(row.getString(1), row.getLong(2), requireNonNull(Sql.instant(row, 3))));
    }

    Optional<Covered> stamped() {
        return sql.first("SELECT tree_size, stamped_at FROM log_timestamp ORDER BY tree_size DESC LIMIT 1",
                row -> new Covered(row.getLong(1), requireNonNull(Sql.instant(row, 2))));
    }
}
