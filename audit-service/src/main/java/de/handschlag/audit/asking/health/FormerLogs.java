package de.handschlag.audit.asking.health;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;
import de.handschlag.event.EventType;

/** Which log this one continues: whoever asks for entries is told that some may be missing (ADR 59). */
@ApplicationScoped
public class FormerLogs {

    private final Sql sql;

    FormerLogs(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /**
     * Another log, of which this one has the beginning and what was on the topics still.
     *
     * @param name   its origin
     * @param signed how many entries it had signed
     * @param kept   how many of them were left
     * @param since  when this log began to continue it
     */
    public record FormerLog(String name, long signed, long kept, Instant since) {}

    /** The last one; null if this log continues none. */
    public @Nullable FormerLog last() {
        return sql.first("""
                SELECT said ->> 'former', (said ->> 'size')::bigint, (said ->> 'kept')::bigint, occurred_at FROM (
                    SELECT payload::jsonb -> 'data' AS said, occurred_at FROM log_payload
                    WHERE type = ? ORDER BY log_index DESC LIMIT 1) AS newest""", row -> new FormerLog(row.getString(1),
                row.getLong(2), row.getLong(3), requireNonNull(Sql.instant(row, 4))),
                EventType.LOG_CONTINUED.typeName()).orElse(null);
    }
}
