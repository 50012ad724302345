package de.handschlag.audit.keeping.retention;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.keeping.retention.RetentionPolicies.FileToRewrite;
import de.handschlag.audit.keeping.retention.RetentionPolicies.Policy;
import de.handschlag.database.Sql;
import de.handschlag.event.LogErased.Reason;

/** Reads policies and erasures, as the service's role. */
@ApplicationScoped
class RetentionRepository {

    private static final String ERASURES = """
            SELECT e.id, e.reason, e.retention_class, to_char(e.month, 'YYYY-MM') AS month, e.planned_at, t.log_index,
                e.erased_at, e.payloads, array_agg(lower(r)) AS firsts, array_agg(upper(r) - 1) AS lasts
            FROM erasure e LEFT JOIN log_entry t ON t.event_id = e.id LEFT JOIN unnest(e.positions) r ON true
            """;

    private final Sql sql;

    RetentionRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** Every class, the shortest kept first. */
    List<Policy> policies() {
        return sql.list(
                "SELECT retention_class, months, kept_by_norm FROM retention_policy ORDER BY months, retention_class",
                row -> new Policy(row.getString(1), row.getObject(2, Integer.class), row.getString(3)));
    }

    /** Months whose files have bytes of deleted payloads. */
    List<FileToRewrite> filesToRewrite() {
        return sql.list("""
                SELECT to_char(month, 'YYYY-MM'), erased_since FROM payload_rewrite WHERE erased_since IS NOT NULL
                ORDER BY payload_rewrite.month""",
                row -> new FileToRewrite(row.getString(1), requireNonNull(Sql.instant(row, 2))));
    }

    /** Newest first, after this one; null for the newest. */
    List<LogErasure> erasures(@Nullable UUID after, int limit) {
        return sql.list(ERASURES + """
                WHERE ?::uuid IS NULL
                   OR (e.planned_at, e.id) < (SELECT planned_at, id FROM erasure WHERE id = ?::uuid)
                GROUP BY e.id, t.log_index ORDER BY e.planned_at DESC, e.id DESC LIMIT ?""",
                RetentionRepository::erasure, after, after, limit);
    }

    /** Of what was erased because its time was over, the newest first. */
    List<LogErasure> erasedMonths() {
        return sql.list(ERASURES + """
                WHERE e.month IS NOT NULL AND e.erased_at IS NOT NULL
                GROUP BY e.id, t.log_index ORDER BY e.erased_at DESC LIMIT 1000""", RetentionRepository::erasure);
    }

    Optional<LogErasure> erasure(UUID id) {
        return sql.first(ERASURES + "WHERE e.id = ? GROUP BY e.id, t.log_index", RetentionRepository::erasure, id);
    }

    private static LogErasure erasure(ResultSet row) throws SQLException {
        return new LogErasure(row.getObject("id", UUID.class), Reason.valueOf(row.getString("reason")),
                row.getString("retention_class"), row.getString("month"),
                EraserSession.ranges(row.getArray("firsts"), row.getArray("lasts")),
                requireNonNull(Sql.instant(row, "planned_at")), row.getObject("log_index", Long.class),
                Sql.instant(row, "erased_at"), row.getObject("payloads", Long.class));
    }
}
