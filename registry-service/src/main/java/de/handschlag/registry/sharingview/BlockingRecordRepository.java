package de.handschlag.registry.sharingview;

import static java.util.Objects.requireNonNull;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Records that block a person, oldest first. */
@ApplicationScoped
class BlockingRecordRepository {

    private final Sql sql;

    BlockingRecordRepository(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    List<BlockingRecord> list(int limit) {
        return sql.list("""
                SELECT coalesce(kafka_partition, -1), kafka_offset, refused, consent_revision, claimed_revision,
                    blocked_at
                FROM unintelligible_key WHERE blocked ORDER BY blocked_at, message_key LIMIT ?""",
                row -> new BlockingRecord(row.getInt(1), row.getLong(2),
                        row.getBoolean(3) ? "not-signed" : "not-understood", row.getLong(4),
                        row.getObject(5, Long.class), requireNonNull(Sql.instant(row, 6))),
                limit);
    }

    /**
     * Ends what this record blocks.
     *
     * @param login random id of whoever decided it
     * @return false if no record at this place blocks anybody
     */
    boolean release(int partition, long offset, String login) {
        return sql.update("""
                UPDATE unintelligible_key SET blocked = false, released_at = now(), released_by = ?
                WHERE blocked AND coalesce(kafka_partition, -1) = ? AND kafka_offset = ?""", login, partition,
                offset) > 0;
    }
}
