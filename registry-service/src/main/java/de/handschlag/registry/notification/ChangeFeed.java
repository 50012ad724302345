package de.handschlag.registry.notification;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

/** Reads an agency's feed. */
@ApplicationScoped
class ChangeFeed {

    /**
     * Of a grant that is not in force any more nothing is told, nor of one whose case is not linked any more: whoever received
     * nothing learns of no withdrawal (R10). Nor
     * does a client learn of grants for purposes that are not its own (R18); ends and corrections are for the whole agency.
     */
    private static final String PAGE = """
            SELECT c.position, c.type, c.case_references, c.purpose, c.attributes, c.changed_at, c.obligation_id, o.due_at
            FROM change_entry c LEFT JOIN obligation o USING (obligation_id)
            WHERE c.agency_id = ? AND c.position > ?
                AND (c.type <> 'GRANT_GIVEN' OR (c.purpose = ANY (?) AND EXISTS (SELECT FROM consent_grant g
                    JOIN case_link l ON l.data_subject_id = g.data_subject_id AND l.agency_id = g.agency_id
                    WHERE g.consent_record_id = c.consent_record_id AND g.in_force AND g.expires_at > now()
                        AND l.in_force AND l.case_reference = ANY (c.case_references))))
            ORDER BY c.position LIMIT ?""";

    private final AgroalDataSource dataSource;

    ChangeFeed(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** An entry; {@code obligationId} and {@code dueAt} are null where no answer is due. */
    record Entry(long position, String type, List<String> caseReferences, String purpose, List<String> attributes,
            Instant at, @Nullable UUID obligationId, @Nullable Instant dueAt) {}

    /**
     * Entries behind a position, the oldest first; one more than {@code limit} if there are more.
     *
     * @param purposes to which the client is entitled
     */
    List<Entry> after(String agencyId, long after, Collection<String> purposes, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, agencyId);
            select.setLong(2, after);
            select.setArray(3, connection.createArrayOf("text", purposes.toArray()));
            select.setInt(4, limit + 1);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(row.getLong(1), row.getString(2), texts(row.getArray(3)), row.getString(4),
                            texts(row.getArray(5)), row.getTimestamp(6).toInstant(), row.getObject(7, UUID.class),
                            row.getObject(8) == null ? null : row.getTimestamp(8).toInstant()));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException("the feed cannot be read", e);
        }
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
