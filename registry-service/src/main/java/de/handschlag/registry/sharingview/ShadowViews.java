package de.handschlag.registry.sharingview;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.database.Sql;
import de.handschlag.registry.erasure.PersonalData;
import de.handschlag.registry.notification.ChangeStatements;

/**
 * The sharing views a second time, in temporary tables of the same names. In the session that has them an unqualified name
 * means the temporary table, so that events are applied to them by the very statements that apply them to the views.
 */
final class ShadowViews {

    /** All that applying an event touches, also what is not compared: nothing of it may reach the real table. */
    private static final List<String> TABLES = Stream
            .concat(Stream.of("applied_partition"), Stream.of(PersonalData.values()).map(PersonalData::table)).toList();

    private final Connection connection;
    private final Sql sql;
    private final Duration answerWithin;
    private final Catalogue catalogue;

    private ShadowViews(Connection connection, Duration answerWithin, Catalogue catalogue) {
        this.connection = connection;
        this.sql = new Sql(connection);
        this.answerWithin = answerWithin;
        this.catalogue = catalogue;
    }

    /** @param answerWithin how long recipients have to answer an erasure that was missed */
    static ShadowViews make(Connection connection, Duration answerWithin, Catalogue catalogue) {
        ShadowViews views = new ShadowViews(connection, answerWithin, catalogue);
        for (String table : TABLES) {
            views.sql.update("CREATE TEMPORARY TABLE " + table + " (LIKE public." + table + " INCLUDING ALL)");
        }
        return views;
    }

    /** Nobody does it for temporary tables. */
    void analyse() {
        for (String table : TABLES) {
            sql.update("ANALYZE pg_temp." + table);
        }
    }

    /**
     * Makes the views what these are, within the caller's transaction; rows that are right already are not touched.
     *
     * @return what was not right
     */
    ViewDifferences putRight() throws SQLException {
        sql.update("SET LOCAL lock_timeout = '2s'");
        ViewDifferences differences = persons().plus(rows("case_link", "case_link_id"))
                .plus(rows("consent_grant", "consent_record_id")).plus(blocks());
        // Nothing is read by it; it is for what comes later.
        sql.update("""
                INSERT INTO public.known_revision
                SELECT s.* FROM pg_temp.known_revision s JOIN public.person p USING (data_subject_id)
                WHERE p.erased_at IS NULL AND s.consent_revision > p.unrecorded_until ON CONFLICT DO NOTHING""");
        // Values are no part of the views, but of which type their source is comes with the links (ADR 45).
        sql.update("""
                UPDATE public.attribute_value v SET source_agency_types = v.source_agency_types || l.agency_type
                FROM public.case_link l
                WHERE l.in_force AND l.data_subject_id = v.data_subject_id AND l.agency_id = v.source_agency_id
                    AND l.agency_type IS NOT NULL AND NOT l.agency_type = ANY (v.source_agency_types)""");
        return differences;
    }

    /** Nothing erased comes back, and no person goes: a row of a person discloses nothing by itself. */
    private ViewDifferences persons() throws SQLException {
        long erased = eraseMissed();
        long differing = sql.update("""
                UPDATE public.person l SET kafka_partition = s.kafka_partition,
                    consent_revision = greatest(l.consent_revision, s.consent_revision)
                FROM pg_temp.person s
                WHERE s.data_subject_id = l.data_subject_id
                    AND (l.kafka_partition <> s.kafka_partition OR l.consent_revision < s.consent_revision)""");
        // R14: the block is in the values, which are no part of the views.
        sql.update("""
                UPDATE pg_temp.person s SET disclosure_blocked = true
                WHERE NOT EXISTS (SELECT FROM public.person l WHERE l.data_subject_id = s.data_subject_id)
                    AND EXISTS (SELECT FROM public.attribute_value v
                        WHERE v.data_subject_id = s.data_subject_id AND v.attribute = 'disclosure_block')""");
        long missing = insertMissing("person", "data_subject_id");
        long beyond = sql.one("""
                SELECT count(*) FROM public.person l JOIN pg_temp.person s USING (data_subject_id)
                WHERE l.consent_revision > s.consent_revision""", row -> row.getLong(1));
        return new ViewDifferences(missing, erased + differing, 0, beyond);
    }

    private record Missed(UUID dataSubjectId, long consentRevision) {}

    /** By the statements that apply an erasure, so that nothing is left and the recipients are told. */
    private long eraseMissed() throws SQLException {
        // Until the transaction ends an unqualified name means the views themselves.
        sql.update("SET LOCAL search_path = public, pg_temp");
        List<Missed> missed = sql.list("""
                SELECT s.data_subject_id, s.consent_revision
                FROM pg_temp.person s JOIN public.person l USING (data_subject_id)
                WHERE s.erased_at IS NOT NULL AND l.erased_at IS NULL""",
                row -> new Missed(row.getObject(1, UUID.class), row.getLong(2)));
        try (ViewStatements views = new ViewStatements(connection,
                new ChangeStatements(connection, answerWithin, catalogue))) {
            for (Missed erasure : missed) {
                views.erase(erasure.dataSubjectId(), erasure.consentRevision());
            }
        }
        return missed.size();
    }

    /** G1: a row never goes back to an older revision; one that the topic does not reach is taken out of force instead. */
    private ViewDifferences rows(String table, String id) {
        String joined = " pg_temp." + table + " s WHERE s." + id + " = l." + id;
        long beyond = sql.update("UPDATE public." + table + " l SET in_force = false FROM" + joined
                + " AND l.consent_revision > s.consent_revision AND l.in_force");
        long differing = sql.update("DELETE FROM public." + table + " l USING" + joined
                + " AND l.consent_revision <= s.consent_revision AND ROW(l.*) IS DISTINCT FROM ROW(s.*)");
        long surplus = deleteSurplus(table, id);
        return new ViewDifferences(insertMissing(table, id) - differing, differing, surplus, beyond);
    }

    /**
     * A block that the topic gives reason for is put up. One that it does not is lifted only as the consumer would: by something
     * newer than all that was known then, as a compacted topic may not hold any more what could not be understood (G1). One for a
     * record that nobody signed is lifted if the revision that it claims is signed by now; what an operator released stays released.
     */
    private ViewDifferences blocks() {
        long lifted = sql
                .update("""
                        UPDATE public.unintelligible_key l SET blocked = false
                        WHERE l.blocked
                            AND NOT EXISTS (SELECT FROM pg_temp.unintelligible_key s
                                WHERE s.message_key = l.message_key AND s.blocked)
                            AND (l.refused AND EXISTS (SELECT FROM pg_temp.known_revision s
                                    WHERE s.data_subject_id = l.data_subject_id AND s.consent_revision = l.claimed_revision)
                                OR NOT l.refused AND EXISTS (SELECT FROM pg_temp.consent_grant s WHERE s.data_subject_id = l.data_subject_id
                                    AND s.consent_record_id::text = split_part(l.message_key, '/', 3)
                                    AND s.consent_revision > l.consent_revision)
                                OR NOT l.refused AND EXISTS (SELECT FROM pg_temp.case_link s WHERE s.data_subject_id = l.data_subject_id
                                    AND s.case_link_id::text = split_part(l.message_key, '/', 3)
                                    AND s.consent_revision > l.consent_revision))""");
        long putUp = sql.update("""
                UPDATE public.unintelligible_key l SET blocked = true, kafka_partition = s.kafka_partition,
                    kafka_offset = s.kafka_offset, consent_revision = s.consent_revision, refused = s.refused,
                    claimed_revision = s.claimed_revision, released_at = NULL, released_by = NULL
                FROM pg_temp.unintelligible_key s
                WHERE s.message_key = l.message_key AND s.blocked AND NOT l.blocked
                    AND (l.released_at IS NULL OR l.kafka_offset <> s.kafka_offset)""");
        long missing = sql.update("""
                INSERT INTO public.unintelligible_key SELECT s.* FROM pg_temp.unintelligible_key s
                WHERE s.blocked AND NOT EXISTS (SELECT FROM public.unintelligible_key l
                    WHERE l.message_key = s.message_key)""");
        return new ViewDifferences(missing, lifted + putUp, 0, 0);
    }

    private long deleteSurplus(String table, String id) {
        return sql.update("DELETE FROM public." + table + " l WHERE NOT EXISTS (SELECT FROM pg_temp." + table
                + " s WHERE s." + id + " = l." + id + ")");
    }

    private long insertMissing(String table, String id) {
        return sql.update("INSERT INTO public." + table + " SELECT s.* FROM pg_temp." + table
                + " s WHERE NOT EXISTS (SELECT FROM public." + table + " l WHERE l." + id + " = s." + id + ")");
    }
}
