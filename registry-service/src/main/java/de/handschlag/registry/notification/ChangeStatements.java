package de.handschlag.registry.notification;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.database.Sql;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.ObligationCause;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;

/**
 * What a batch of consent events has to tell agencies, written in the batch's transaction. Each statement looks at the grant
 * as the batch has left it, and so must run after the grants are written; an event that was overtaken, or that comes again,
 * adds nothing.
 */
public final class ChangeStatements implements AutoCloseable {

    private static final String CHANGE_OF_OPENED = """
            INSERT INTO change_entry (agency_id, type, consent_record_id, consent_revision, data_subject_id, purpose,
                attributes, case_references, changed_at, obligation_id)
            SELECT agency_id, cause, consent_record_id, consent_revision, data_subject_id, purpose, attributes,
                case_references, opened_at, obligation_id
            FROM opened""";
    private static final String INSERT_OBLIGATION = """
            INSERT INTO obligation (cause, consent_record_id, consent_revision, data_subject_id, agency_id, purpose,
                attributes, case_references, opened_at, due_at)
            """;

    private static final String GRANT_IN_FORCE = """
            INSERT INTO change_entry (agency_id, type, consent_record_id, consent_revision, data_subject_id, purpose,
                attributes, case_references, changed_at, released_source)
            SELECT g.agency_id, 'GRANT_GIVEN', g.consent_record_id, g.consent_revision, g.data_subject_id, g.purpose,
                g.attributes, link.case_references, now(), %s
            FROM consent_grant g
            JOIN LATERAL (
                SELECT array_agg(l.case_reference ORDER BY l.case_reference) AS case_references FROM case_link l
                WHERE l.data_subject_id = g.data_subject_id AND l.agency_id = g.agency_id AND l.in_force
            ) link ON link.case_references IS NOT NULL
            WHERE g.consent_record_id = ? AND g.consent_revision = ? AND g.in_force
            """;
    private static final String GIVEN = GRANT_IN_FORCE.formatted("NULL") + "ON CONFLICT DO NOTHING";

    private static final String UNTOLD = """
            NOT EXISTS (SELECT FROM change_entry c
                WHERE c.consent_record_id = g.consent_record_id AND c.consent_revision IS NOT NULL
                    AND c.type = 'GRANT_GIVEN')
            """;

    /** Of a grant that was given and changed in one batch nothing was told yet. */
    private static final String GIVEN_UNTOLD = GRANT_IN_FORCE.formatted("NULL") + "AND " + UNTOLD
            + "ON CONFLICT DO NOTHING";

    /**
     * There is more to be read under the grant. Where the released source has said nothing that is read under it, nothing is told:
     * that the person has such a source at all would be (R37). What a disclosure block hides (R14), or the person has restricted, is as if nobody had said
     * it. The entry is told as long as the release goes on, unless it tells of the grant itself.
     */
    private static final String RELEASED = GRANT_IN_FORCE.formatted("CASE WHEN NOT " + UNTOLD + " THEN ?::text END")
            + "AND (" + UNTOLD + """
                        OR EXISTS (SELECT FROM attribute_value v JOIN person p USING (data_subject_id)
                            WHERE v.data_subject_id = g.data_subject_id AND v.source_agency_id = ?
                                AND v.attribute = ANY (g.attributes) AND v.attribute = ANY (?) AND NOT v.restricted
                                AND NOT (p.disclosure_blocked AND v.attribute = ANY (?))))
                    ON CONFLICT DO NOTHING""";

    /**
     * A release from secrecy ended and its grant did not (R9): the recipient owes an answer about what it received of this source.
     * If the grant ended as well, that is answered for as a whole. Which releases ended the grant says, not the event: it may have
     * ended several, and one before it may be missing.
     */
    private static final String RELEASES_ENDED = """
            WITH ended AS (
                SELECT d.consent_record_id, g.consent_revision, d.data_subject_id, d.agency_id, d.purpose,
                    d.case_references, split_part(item, '/', 2) AS source,
                    array_agg(split_part(item, '/', 1) ORDER BY split_part(item, '/', 1)) AS attributes
                FROM grant_disclosure d JOIN consent_grant g USING (consent_record_id)
                CROSS JOIN unnest(d.released_items) AS r (item)
                WHERE d.consent_record_id = ? AND g.in_force AND split_part(item, '/', 2) <> ALL (g.released_sources)
                GROUP BY d.consent_record_id, g.consent_revision, source
            ), forgotten AS (
                UPDATE grant_disclosure d SET released_items = ARRAY(SELECT item FROM unnest(d.released_items) AS r (item)
                    WHERE split_part(item, '/', 2) NOT IN (SELECT source FROM ended))
                WHERE d.consent_record_id IN (SELECT consent_record_id FROM ended)
            ), opened AS (
                INSERT INTO obligation (cause, consent_record_id, consent_revision, data_subject_id, agency_id, purpose,
                    attributes, case_references, released_source, opened_at, due_at)
                SELECT 'GRANT_WITHDRAWN', consent_record_id, consent_revision, data_subject_id, agency_id, purpose,
                    attributes, case_references, source, now(), now() + make_interval(secs => ?)
                FROM ended ORDER BY source
                ON CONFLICT DO NOTHING RETURNING *)
            """
            + CHANGE_OF_OPENED + " ON CONFLICT DO NOTHING";

    private static final String ENDED = "WITH opened AS (" + INSERT_OBLIGATION + """
            SELECT ?, d.consent_record_id, g.consent_revision, d.data_subject_id, d.agency_id, d.purpose, d.attributes,
                d.case_references, now(), now() + make_interval(secs => ?)
            FROM grant_disclosure d JOIN consent_grant g USING (consent_record_id)
            WHERE d.consent_record_id = ? AND g.consent_revision = ? AND NOT g.in_force
            ON CONFLICT DO NOTHING RETURNING *)
            """ + CHANGE_OF_OPENED;

    /** As long as this is locked, nobody remembers a disclosure under it: disclosures are remembered under a grant that is theirs. */
    private static final String LOCK_GRANT = "SELECT FROM consent_grant WHERE consent_record_id = ? FOR NO KEY UPDATE";

    /**
     * A later grant took the place of an earlier one (R23): what was received and is granted still is from now on received under the
     * later one, so that its withdrawal reaches that, too; of the rest the recipient is told, and owes an answer. The rest is also what
     * a release opened (R9): it was for the earlier grant only.
     */
    private static final String REPLACED = """
            WITH received AS (
                SELECT d.*, g.consent_revision, later.consent_record_id AS later,
                    ARRAY(SELECT a FROM unnest(d.attributes) a WHERE a = ANY (later.attributes) ORDER BY a) AS kept,
                    ARRAY(SELECT a FROM unnest(d.attributes) a WHERE a <> ALL (coalesce(later.attributes, '{}'))
                        UNION SELECT split_part(item, '/', 1) FROM unnest(d.released_items) AS r (item)
                        WHERE split_part(item, '/', 2) <> ALL (coalesce(later.released_sources, '{}'))
                        ORDER BY 1) AS fallen,
                    ARRAY(SELECT item FROM unnest(d.released_items) AS r (item)
                        WHERE split_part(item, '/', 2) = ANY (later.released_sources)
                            AND split_part(item, '/', 1) = ANY (later.attributes)) AS still_released
                FROM grant_disclosure d JOIN consent_grant g USING (consent_record_id)
                LEFT JOIN consent_grant later ON later.consent_record_id = ? AND later.in_force
                    AND later.data_subject_id = d.data_subject_id AND later.agency_id = d.agency_id
                    AND later.purpose = d.purpose
                WHERE d.consent_record_id = ? AND g.consent_revision = ? AND NOT g.in_force
            ), carried AS (
                INSERT INTO grant_disclosure AS d (consent_record_id, data_subject_id, agency_id, purpose, attributes,
                    case_references, released_items, first_disclosed_at)
                SELECT later, data_subject_id, agency_id, purpose, kept, case_references, still_released,
                    first_disclosed_at
                FROM received WHERE cardinality(kept) > 0
                ON CONFLICT (consent_record_id) DO UPDATE SET
                    attributes = (SELECT array_agg(DISTINCT a ORDER BY a)
                        FROM unnest(d.attributes || excluded.attributes) a),
                    case_references = (SELECT array_agg(DISTINCT c ORDER BY c)
                        FROM unnest(d.case_references || excluded.case_references) c),
                    released_items = (SELECT coalesce(array_agg(DISTINCT i ORDER BY i), '{}')
                        FROM unnest(d.released_items || excluded.released_items) i),
                    first_disclosed_at = least(d.first_disclosed_at, excluded.first_disclosed_at)
            ), left_over AS (
                UPDATE grant_disclosure d SET attributes = r.fallen, released_items = '{}' FROM received r
                WHERE d.consent_record_id = r.consent_record_id AND cardinality(r.kept) > 0
                    AND cardinality(r.fallen) > 0
            ), nothing_left AS (
                DELETE FROM grant_disclosure d USING received r
                WHERE d.consent_record_id = r.consent_record_id AND cardinality(r.fallen) = 0
            ), opened AS (""" + INSERT_OBLIGATION + """
                SELECT 'GRANT_INVALIDATED', r.consent_record_id, r.consent_revision, r.data_subject_id, r.agency_id,
                    r.purpose, r.fallen, r.case_references, now(), now() + make_interval(secs => ?)
                FROM received r WHERE cardinality(r.fallen) > 0
                ON CONFLICT DO NOTHING RETURNING *)
            """ + CHANGE_OF_OPENED;

    /**
     * Whoever has said, at the end of the grant, that the copy is deleted has nothing left to delete; a corrected item that was deleted
     * was one of several, and may have been read anew. What was received by a norm and under a grant for the same
     * purpose is asked for once (R24).
     */
    private static final String ERASED = """
            WITH received AS (DELETE FROM grant_disclosure WHERE data_subject_id = ? RETURNING *),
            to_tell AS (
                SELECT d.* FROM received d
                WHERE NOT EXISTS (SELECT FROM obligation o
                    WHERE o.consent_record_id = d.consent_record_id AND o.outcome = 'DELETED'
                        AND o.cause <> 'VALUE_CORRECTED' AND o.released_source IS NULL)
            ), received_by_norm AS (DELETE FROM norm_disclosure WHERE data_subject_id = ? RETURNING *),
            opened AS (
                INSERT INTO obligation (cause, consent_record_id, read_norm, consent_revision, data_subject_id, agency_id,
                    purpose, attributes, case_references, opened_at, due_at)
                SELECT 'PERSON_ERASED', consent_record_id, NULL, ?::bigint, NULL::uuid, agency_id, purpose, attributes,
                    case_references, now(), now() + make_interval(secs => ?)
                FROM to_tell
                UNION ALL
                SELECT 'PERSON_ERASED', NULL, (array_agg(n.norm ORDER BY n.last_disclosed_at DESC))[1], ?::bigint, NULL,
                    n.agency_id, n.purpose, array_agg(DISTINCT n.attribute ORDER BY n.attribute),
                    array_agg(DISTINCT own.case_reference ORDER BY own.case_reference), now(),
                    now() + make_interval(secs => ?)
                FROM received_by_norm n CROSS JOIN unnest(n.case_references) AS own (case_reference)
                WHERE NOT EXISTS (SELECT FROM to_tell t
                        WHERE t.agency_id = n.agency_id AND t.purpose = n.purpose AND n.attribute = ANY (t.attributes))
                    AND NOT
            """
            + NormDisclosures.DELETED_SINCE + """
                        GROUP BY n.agency_id, n.purpose
                        ON CONFLICT DO NOTHING RETURNING *)
                    """ + CHANGE_OF_OPENED;

    /** Nothing names the person any more; the agency's own case references stay as long as it owes an answer. */
    private static final List<String> FORGET = List.of("""
            DELETE FROM change_entry c WHERE c.data_subject_id = ? AND NOT EXISTS (SELECT FROM obligation o
                WHERE o.obligation_id = c.obligation_id AND o.answered_at IS NULL)""",
            "UPDATE change_entry SET data_subject_id = NULL WHERE data_subject_id = ?", """
                    UPDATE obligation SET data_subject_id = NULL,
                        case_references = CASE WHEN answered_at IS NULL THEN case_references ELSE '{}' END
                    WHERE data_subject_id = ?""");

    private final Connection connection;
    private final Sql sql;
    private final Duration answerWithin;
    private final Catalogue catalogue;
    private final PreparedStatement given;
    private final PreparedStatement givenUntold;
    private final PreparedStatement released;
    private final PreparedStatement releasesEnded;
    private final PreparedStatement ended;

    /** @param answerWithin how long agencies have to answer */
    public ChangeStatements(Connection connection, Duration answerWithin, Catalogue catalogue) throws SQLException {
        this.connection = connection;
        this.sql = new Sql(connection);
        this.answerWithin = answerWithin;
        this.catalogue = catalogue;
        this.given = connection.prepareStatement(GIVEN);
        this.givenUntold = connection.prepareStatement(GIVEN_UNTOLD);
        this.released = connection.prepareStatement(RELEASED);
        this.releasesEnded = connection.prepareStatement(RELEASES_ENDED);
        this.ended = connection.prepareStatement(ENDED);
    }

    /** Notes what the change of a consent record means for its recipient. */
    public void add(ConsentRecordEvent event) throws SQLException {
        switch (event) {
            case ConsentGiven e -> {
                given(given, e);
                given.addBatch();
            }
            case SecrecyReleased e -> {
                releasesEnded(e);
                released(e);
            }
            case SecrecyReleaseWithdrawn e -> {
                releasesEnded(e);
                given(givenUntold, e);
                givenUntold.addBatch();
            }
            case ConsentWithdrawn e -> ended(e, ObligationCause.GRANT_WITHDRAWN);
            case ConsentExpired e -> ended(e, ObligationCause.GRANT_EXPIRED);
            case ConsentInvalidated e -> ended(e, ObligationCause.GRANT_INVALIDATED);
            case ConsentRequested e -> {
                // The agency asked itself.
            }
            case ConsentRefused e -> {
                // R10: a refusal looks like no answer.
            }
        }
    }

    /** The end of a grant whose place another one took. Both must be written already, as they are when this happens. */
    public void replace(ConsentRecordEvent event, UUID later) {
        sql.list(LOCK_GRANT, _ -> later, later);
        sql.update(REPLACED, later, event.consentRecord().consentRecordId(), event.consentRevision(), answerWithin);
    }

    private static void given(PreparedStatement statement, ConsentRecordEvent event) throws SQLException {
        statement.setObject(1, event.consentRecord().consentRecordId());
        statement.setLong(2, event.consentRevision());
    }

    private void released(SecrecyReleased event) throws SQLException {
        released.setString(1, event.sourceAgencyId());
        released.setObject(2, event.consentRecord().consentRecordId());
        released.setLong(3, event.consentRevision());
        released.setString(4, event.sourceAgencyId());
        released.setArray(5, texts(catalogue.consentAttributes(event.consentRecord().purpose()).stream()));
        released.setArray(6,
                texts(catalogue.attributes().values().stream().filter(Attribute::hiddenByBlock).map(Attribute::key)));
        released.addBatch();
    }

    private Array texts(Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private void releasesEnded(ConsentRecordEvent event) throws SQLException {
        releasesEnded.setObject(1, event.consentRecord().consentRecordId());
        releasesEnded.setDouble(2, answerWithin.toMillis() / 1000.0);
        releasesEnded.addBatch();
    }

    private void ended(ConsentRecordEvent event, ObligationCause cause) throws SQLException {
        ended.setString(1, cause.name());
        ended.setDouble(2, answerWithin.toMillis() / 1000.0);
        ended.setObject(3, event.consentRecord().consentRecordId());
        ended.setLong(4, event.consentRevision());
        ended.addBatch();
    }

    /** Tells every recipient to delete, then forgets the person. The person's grants and corrections must be gone already. */
    public void erase(UUID dataSubjectId, long consentRevision) {
        sql.update(ERASED, dataSubjectId, dataSubjectId, consentRevision, answerWithin, consentRevision, answerWithin);
        FORGET.forEach(statement -> sql.update(statement, dataSubjectId));
    }

    public void flush() throws SQLException {
        given.executeBatch();
        releasesEnded.executeBatch();
        givenUntold.executeBatch();
        released.executeBatch();
        ended.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        given.close();
        givenUntold.close();
        released.close();
        releasesEnded.close();
        ended.close();
    }
}
