package de.handschlag.registry.sharingview;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

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
    private final Duration answerWithin;

    private ShadowViews(Connection connection, Duration answerWithin) {
        this.connection = connection;
        this.answerWithin = answerWithin;
    }

    /** @param answerWithin how long recipients have to answer an erasure that was missed */
    static ShadowViews make(Connection connection, Duration answerWithin) throws SQLException {
        ShadowViews views = new ShadowViews(connection, answerWithin);
        for (String table : TABLES) {
            views.execute("CREATE TEMPORARY TABLE " + table + " (LIKE public." + table + " INCLUDING ALL)");
        }
        return views;
    }

    /** Nobody does it for temporary tables. */
    void analyse() throws SQLException {
        for (String table : TABLES) {
            execute("ANALYZE pg_temp." + table);
        }
    }

    /**
     * Makes the views what these are, within the caller's transaction; rows that are right already are not touched.
     *
     * @return what was not right
     */
    ViewDifferences putRight() throws SQLException {
        execute("SET LOCAL lock_timeout = '2s'");
        ViewDifferences differences = persons().plus(rows("case_link", "case_link_id"))
                .plus(rows("consent_grant", "consent_record_id")).plus(blocks());
        // Values are no part of the views, but of which type their source is comes with the links (ADR 45).
        execute("""
                UPDATE public.attribute_value v SET source_agency_types = v.source_agency_types || l.agency_type
                FROM public.case_link l
                WHERE l.in_force AND l.data_subject_id = v.data_subject_id AND l.agency_id = v.source_agency_id
                    AND l.agency_type IS NOT NULL AND NOT l.agency_type = ANY (v.source_agency_types)""");
        return differences;
    }

    /** Nothing erased comes back, and no person goes: a row of a person discloses nothing by itself. */
    private ViewDifferences persons() throws SQLException {
        long erased = eraseMissed();
        long differing = execute("""
                UPDATE public.person l SET kafka_partition = s.kafka_partition,
                    consent_revision = greatest(l.consent_revision, s.consent_revision)
                FROM pg_temp.person s
                WHERE s.data_subject_id = l.data_subject_id
                    AND (l.kafka_partition <> s.kafka_partition OR l.consent_revision < s.consent_revision)""");
        // R14: the block is in the values, which are no part of the views.
        execute("""
                UPDATE pg_temp.person s SET disclosure_blocked = true
                WHERE NOT EXISTS (SELECT FROM public.person l WHERE l.data_subject_id = s.data_subject_id)
                    AND EXISTS (SELECT FROM public.attribute_value v
                        WHERE v.data_subject_id = s.data_subject_id AND v.attribute = 'disclosure_block')""");
        long missing = insertMissing("person", "data_subject_id");
        long beyond = count("""
                SELECT count(*) FROM public.person l JOIN pg_temp.person s USING (data_subject_id)
                WHERE l.consent_revision > s.consent_revision""");
        return new ViewDifferences(missing, erased + differing, 0, beyond);
    }

    /** By the statements that apply an erasure, so that nothing is left and the recipients are told. */
    private long eraseMissed() throws SQLException {
        // Until the transaction ends an unqualified name means the views themselves.
        execute("SET LOCAL search_path = public, pg_temp");
        long erased = 0;
        try (Statement select = connection.createStatement();
                ResultSet missed = select.executeQuery("""
                        SELECT s.data_subject_id, s.consent_revision
                        FROM pg_temp.person s JOIN public.person l USING (data_subject_id)
                        WHERE s.erased_at IS NOT NULL AND l.erased_at IS NULL""");
                ViewStatements views = new ViewStatements(connection, new ChangeStatements(connection, answerWithin))) {
            while (missed.next()) {
                views.erase(missed.getObject(1, UUID.class), missed.getLong(2));
                erased++;
            }
        }
        return erased;
    }

    /** G1: a row never goes back to an older revision; one that the topic does not reach is taken out of force instead. */
    private ViewDifferences rows(String table, String id) throws SQLException {
        String joined = " pg_temp." + table + " s WHERE s." + id + " = l." + id;
        long beyond = execute("UPDATE public." + table + " l SET in_force = false FROM" + joined
                + " AND l.consent_revision > s.consent_revision AND l.in_force");
        long differing = execute("DELETE FROM public." + table + " l USING" + joined
                + " AND l.consent_revision <= s.consent_revision AND ROW(l.*) IS DISTINCT FROM ROW(s.*)");
        long surplus = deleteSurplus(table, id);
        return new ViewDifferences(insertMissing(table, id) - differing, differing, surplus, beyond);
    }

    /**
     * A block that the topic gives reason for is put up. One that it does not is lifted only as the consumer would: by something
     * newer than all that was known then, as a compacted topic may not hold any more what could not be understood (G1).
     */
    private ViewDifferences blocks() throws SQLException {
        long lifted = execute("""
                UPDATE public.unintelligible_key l SET blocked = false
                WHERE l.blocked
                    AND NOT EXISTS (SELECT FROM pg_temp.unintelligible_key s
                        WHERE s.message_key = l.message_key AND s.blocked)
                    AND (EXISTS (SELECT FROM pg_temp.consent_grant s WHERE s.data_subject_id = l.data_subject_id
                            AND s.consent_record_id::text = split_part(l.message_key, '/', 3)
                            AND s.consent_revision > l.consent_revision)
                        OR EXISTS (SELECT FROM pg_temp.case_link s WHERE s.data_subject_id = l.data_subject_id
                            AND s.case_link_id::text = split_part(l.message_key, '/', 3)
                            AND s.consent_revision > l.consent_revision))""");
        long putUp = execute("""
                UPDATE public.unintelligible_key l SET blocked = true, kafka_offset = s.kafka_offset,
                    consent_revision = s.consent_revision
                FROM pg_temp.unintelligible_key s
                WHERE s.message_key = l.message_key AND s.blocked AND NOT l.blocked""");
        long missing = execute("""
                INSERT INTO public.unintelligible_key SELECT s.* FROM pg_temp.unintelligible_key s
                WHERE s.blocked AND NOT EXISTS (SELECT FROM public.unintelligible_key l
                    WHERE l.message_key = s.message_key)""");
        return new ViewDifferences(missing, lifted + putUp, 0, 0);
    }

    private long deleteSurplus(String table, String id) throws SQLException {
        return execute("DELETE FROM public." + table + " l WHERE NOT EXISTS (SELECT FROM pg_temp." + table
                + " s WHERE s." + id + " = l." + id + ")");
    }

    private long insertMissing(String table, String id) throws SQLException {
        return execute("INSERT INTO public." + table + " SELECT s.* FROM pg_temp." + table
                + " s WHERE NOT EXISTS (SELECT FROM public." + table + " l WHERE l." + id + " = s." + id + ")");
    }

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return Math.max(0, statement.executeLargeUpdate(sql));
        }
    }

    private long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
