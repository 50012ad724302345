package de.handschlag.registry.notification;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Reads an agency's feed. */
@ApplicationScoped
class ChangeFeed {

    /**
     * Of a grant that is not in force any more nothing is told, nor of one whose case is not linked any more, nor of a release from
     * secrecy that has ended: whoever received nothing learns of no withdrawal (R10). Of a source that was released anew only the last
     * release is told. Nor does a client learn of grants for purposes that are not its own (R18); ends and corrections are for the whole agency, but for the
     * name of a source that was released from secrecy.
     */
    private static final String PAGE = """
            SELECT c.position, c.type, c.case_references, c.purpose, c.attributes, c.changed_at, c.obligation_id, o.due_at,
                o.released_source IS NOT NULL,
            """
            + ReleasedSources.NAMED + """
                    FROM change_entry c LEFT JOIN obligation o USING (obligation_id)
                    WHERE c.agency_id = ? AND c.position > ?
                        AND (c.type <> 'GRANT_GIVEN' OR (c.purpose = ANY (?) AND EXISTS (SELECT FROM consent_grant g
                            JOIN case_link l ON l.data_subject_id = g.data_subject_id AND l.agency_id = g.agency_id
                            WHERE g.consent_record_id = c.consent_record_id AND g.in_force AND g.expires_at > now()
                                AND l.in_force AND l.case_reference = ANY (c.case_references)
                                AND (c.released_source IS NULL OR c.released_source = ANY (g.released_sources)
                                    AND NOT EXISTS (SELECT FROM change_entry anew
                                        WHERE anew.consent_record_id = c.consent_record_id
                                            AND anew.consent_revision > c.consent_revision
                                            AND anew.released_source = c.released_source)))))
                    ORDER BY c.position LIMIT ?""";

    private final Sql sql;
    private final ReleasedSources releasedSources;

    ChangeFeed(AgroalDataSource dataSource, ReleasedSources releasedSources) {
        this.sql = new Sql(dataSource);
        this.releasedSources = releasedSources;
    }

    /**
     * An entry; {@code obligationId} and {@code dueAt} are null where no answer is due, {@code releasedSource} where no release from
     * secrecy ended or its source is not named.
     */
    record Entry(long position, String type, List<String> caseReferences, String purpose, List<String> attributes,
            Instant at, @Nullable UUID obligationId, @Nullable Instant dueAt, boolean releaseEnded,
            @Nullable String releasedSource) {}

    /**
     * Entries behind a position, the oldest first; one more than {@code limit} if there are more.
     *
     * @param purposes to which the client is entitled
     */
    List<Entry> after(String agencyId, long after, Collection<String> purposes, int limit) {
        return sql.list(PAGE, ChangeFeed::entry, purposes, releasedSources.nameableTypes(), agencyId, after, purposes,
                limit + 1);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong(1), row.getString(2), texts(row, 3), row.getString(4), texts(row, 5),
                requireNonNull(Sql.instant(row, 6)), row.getObject(7, UUID.class), Sql.instant(row, 8),
                row.getBoolean(9), row.getString(10));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return requireNonNull(Sql.array(row, column, String[].class));
    }
}
