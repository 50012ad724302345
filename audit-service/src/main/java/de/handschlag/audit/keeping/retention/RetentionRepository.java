package de.handschlag.audit.keeping.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.keeping.retention.RetentionPolicies.FileToRewrite;
import de.handschlag.audit.keeping.retention.RetentionPolicies.Policy;
import de.handschlag.event.LogErased.Reason;

/** Reads policies and erasures, as the service's role. */
@ApplicationScoped
class RetentionRepository {

    private static final String ERASURES = """
            SELECT e.id, e.reason, e.retention_class, to_char(e.month, 'YYYY-MM') AS month, e.planned_at, t.log_index,
                e.erased_at, e.payloads, array_agg(lower(r)) AS firsts, array_agg(upper(r) - 1) AS lasts
            FROM erasure e LEFT JOIN log_entry t ON t.event_id = e.id LEFT JOIN unnest(e.positions) r ON true
            """;

    private final AgroalDataSource database;

    RetentionRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** Every class, the shortest kept first. */
    List<Policy> policies() {
        return read(
                "SELECT retention_class, months, kept_by_norm FROM retention_policy ORDER BY months, retention_class",
                row -> new Policy(row.getString(1), row.getObject(2, Integer.class), row.getString(3)));
    }

    /** Months whose files have bytes of deleted payloads. */
    List<FileToRewrite> filesToRewrite() {
        return read("""
                SELECT to_char(month, 'YYYY-MM'), erased_since FROM payload_rewrite WHERE erased_since IS NOT NULL
                ORDER BY payload_rewrite.month""", row -> new FileToRewrite(row.getString(1), time(row, 2)));
    }

    /** Newest first, after this one; null for the newest. */
    List<LogErasure> erasures(@Nullable UUID after, int limit) {
        return read(ERASURES + """
                WHERE ?::uuid IS NULL
                   OR (e.planned_at, e.id) < (SELECT planned_at, id FROM erasure WHERE id = ?::uuid)
                GROUP BY e.id, t.log_index ORDER BY e.planned_at DESC, e.id DESC LIMIT ?""",
                RetentionRepository::erasure, after, after, limit);
    }

    /** Of what was erased because its time was over, the newest first. */
    List<LogErasure> erasedMonths() {
        return read(ERASURES + """
                WHERE e.month IS NOT NULL AND e.erased_at IS NOT NULL
                GROUP BY e.id, t.log_index ORDER BY e.erased_at DESC LIMIT 1000""", RetentionRepository::erasure);
    }

    Optional<LogErasure> erasure(UUID id) {
        return read(ERASURES + "WHERE e.id = ? GROUP BY e.id, t.log_index", RetentionRepository::erasure, id).stream()
                .findFirst();
    }

    private static LogErasure erasure(ResultSet row) throws SQLException {
        return new LogErasure(row.getObject("id", UUID.class), Reason.valueOf(row.getString("reason")),
                row.getString("retention_class"), row.getString("month"),
                EraserSession.ranges(row.getArray("firsts"), row.getArray("lasts")),
                row.getObject("planned_at", OffsetDateTime.class).toInstant(), row.getObject("log_index", Long.class),
                row.getObject("erased_at") == null ? null : time(row, row.findColumn("erased_at")),
                row.getObject("payloads", Long.class));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Makes something of a row. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                select.setObject(i + 1, arguments[i]);
            }
            List<T> all = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(reader.read(row));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException("what is kept and erased cannot be read", e);
        }
    }
}
