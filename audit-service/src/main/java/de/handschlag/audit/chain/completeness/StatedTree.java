package de.handschlag.audit.chain.completeness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.CompletenessStated;
import de.handschlag.event.Requester;

/**
 * A tree that is made.
 *
 * @param id          of its entry's event
 * @param coveredSize it covers the entries before this position
 * @param statedAt    what persons may be shown is told as of this time
 * @param entry       position of its entry; null until the log has it
 */
record StatedTree(UUID id, long coveredSize, String keyId, Instant statedAt, byte[] root, long leaves, long persons,
        @Nullable Long entry) {

    private static final Requester BY_ITSELF = new Requester(null, "audit-service", null);

    /** From a row of completeness_tree with the log_index of its entry. */
    static StatedTree of(ResultSet row) throws SQLException {
        return new StatedTree(row.getObject("id", UUID.class), row.getLong("covered_size"), row.getString("key_id"),
                row.getObject("stated_at", OffsetDateTime.class).toInstant(), row.getBytes("root"),
                row.getLong("leaves"), row.getLong("persons"), row.getObject("log_index", Long.class));
    }

    /** What the log says of it; the same each time. */
    CompletenessStated statement() {
        return new CompletenessStated(BY_ITSELF, Base64.getEncoder().encodeToString(root), leaves, persons, coveredSize,
                keyId, statedAt);
    }
}
