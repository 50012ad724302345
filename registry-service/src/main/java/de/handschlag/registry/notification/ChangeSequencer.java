package de.handschlag.registry.notification;

import java.time.Duration;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.database.DatabaseException;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;

/**
 * Gives committed changes their place in the feed, and turns corrections into changes. One transaction at a time does so, over
 * all replicas: it holds the leader lock until it has committed. So a place is never given before an earlier one is visible.
 */
@ApplicationScoped
class ChangeSequencer {

    /** What is not read by anybody at the moment (Art. 18 GDPR) is told once it can be: whoever is told reads again. */
    private static final String TO_BE_TOLD = """
            corrected_at < now() - make_interval(secs => ?) AND NOT EXISTS (SELECT FROM attribute_value v
                WHERE v.data_subject_id = c.data_subject_id AND v.attribute = c.attribute
                    AND v.source_agency_id = c.source_agency_id AND v.restricted)""";

    private static final String ANYTHING_WAITS = """
            SELECT EXISTS (SELECT FROM change_entry WHERE position IS NULL)
                OR EXISTS (SELECT FROM value_correction c WHERE %s)""".formatted(TO_BE_TOLD);

    /**
     * R24: every agency that received the attribute, unless it has said that it deleted its copy, or, of a grant, had to delete it
     * before the former value came. By a norm it received the value of one source; what it received under a grant for the same purpose
     * as well it is told of once. What the person may not be shown yet stays apart from what they may. Of a source under secrecy, or of
     * which nobody knows that it is not, only those are told that received its value by a release which goes on (R9): others would learn
     * that there is such a source (R37), and who had to delete at the end of a release owes that already.
     */
    private static final String CORRECT = """
            WITH noted AS (
                DELETE FROM value_correction c WHERE
            """ + TO_BE_TOLD + """
                 RETURNING *
            ), due AS (
                SELECT n.data_subject_id, n.attribute, n.source_agency_id, n.replaced_recorded_at,
                    CASE WHEN cardinality(n.source_agency_types) > 0 THEN n.source_agency_types
                    -- Replicas of the version before note no types.
                    ELSE ARRAY(SELECT l.agency_type FROM case_link l
                            WHERE l.data_subject_id = n.data_subject_id AND l.agency_id = n.source_agency_id
                                AND l.agency_type IS NOT NULL
                        UNION SELECT unnest(v.source_agency_types) FROM attribute_value v
                            WHERE v.data_subject_id = n.data_subject_id AND v.attribute = n.attribute
                                AND v.source_agency_id = n.source_agency_id)
                    END AS source_agency_types
                FROM noted n
            ), received AS (
                SELECT d.*, due.attribute FROM due
                JOIN grant_disclosure d ON d.data_subject_id = due.data_subject_id
                    AND due.attribute = ANY (d.attributes) AND d.agency_id <> due.source_agency_id
                WHERE NOT EXISTS (SELECT FROM obligation o WHERE o.consent_record_id = d.consent_record_id
                    AND o.cause <> 'VALUE_CORRECTED' AND o.released_source IS NULL
                    AND (o.outcome = 'DELETED' OR o.opened_at < due.replaced_recorded_at))
                    AND (cardinality(due.source_agency_types) > 0 AND due.source_agency_types <@ ?::text[]
                        OR due.attribute || '/' || due.source_agency_id = ANY (d.released_items)
                            AND EXISTS (SELECT FROM consent_grant g WHERE g.consent_record_id = d.consent_record_id
                                AND due.source_agency_id = ANY (g.released_sources)))
                ORDER BY d.consent_record_id FOR SHARE OF d
            ), received_by_norm AS (
                SELECT n.data_subject_id, n.agency_id, n.purpose, n.attribute, n.norm, n.last_disclosed_at,
                    own.case_reference,
                    CASE WHEN n.notice_deferred_until > now() THEN n.notice_deferred_until END AS notice_deferred_until
                FROM due
                JOIN norm_disclosure n USING (data_subject_id, attribute, source_agency_id)
                CROSS JOIN unnest(n.case_references) AS own (case_reference)
                WHERE NOT EXISTS (SELECT FROM received r
                        WHERE r.data_subject_id = n.data_subject_id AND r.agency_id = n.agency_id
                            AND r.purpose = n.purpose AND r.attribute = n.attribute)
                    AND NOT
            """ + NormDisclosures.DELETED_SINCE
            + """
                    ), opened AS (
                        INSERT INTO obligation (cause, consent_record_id, read_norm, data_subject_id, agency_id, purpose,
                            attributes, case_references, notice_deferred_until, opened_at, due_at)
                        SELECT 'VALUE_CORRECTED', consent_record_id, NULL, data_subject_id, agency_id, purpose,
                            array_agg(DISTINCT attribute ORDER BY attribute), case_references, NULL, now(),
                            now() + make_interval(secs => ?)
                        FROM received
                        GROUP BY consent_record_id, data_subject_id, agency_id, purpose, case_references
                        UNION ALL
                        SELECT 'VALUE_CORRECTED', NULL, (array_agg(norm ORDER BY last_disclosed_at DESC))[1], data_subject_id,
                            agency_id, purpose, array_agg(DISTINCT attribute ORDER BY attribute),
                            array_agg(DISTINCT case_reference ORDER BY case_reference), notice_deferred_until, now(),
                            now() + make_interval(secs => ?)
                        FROM received_by_norm
                        GROUP BY data_subject_id, agency_id, purpose, notice_deferred_until
                        RETURNING *
                    )
                    INSERT INTO change_entry (agency_id, type, consent_record_id, data_subject_id, purpose, attributes,
                        case_references, changed_at, obligation_id)
                    SELECT agency_id, cause, consent_record_id, data_subject_id, purpose, attributes, case_references, opened_at,
                        obligation_id
                    FROM opened""";

    private static final String PLACE = """
            WITH waiting AS (
                SELECT change_id, agency_id, row_number() OVER (PARTITION BY agency_id ORDER BY change_id) AS place,
                    count(*) OVER (PARTITION BY agency_id) AS places
                FROM (SELECT change_id, agency_id FROM change_entry WHERE position IS NULL
                    ORDER BY change_id LIMIT 1000) oldest
            ), feed AS (
                INSERT INTO change_feed AS f (agency_id, last_position)
                SELECT agency_id, count(*) FROM waiting GROUP BY agency_id
                ON CONFLICT (agency_id) DO UPDATE SET last_position = f.last_position + excluded.last_position
                RETURNING agency_id, last_position
            )
            UPDATE change_entry c SET position = feed.last_position - waiting.places + waiting.place
            FROM waiting JOIN feed USING (agency_id)
            WHERE c.change_id = waiting.change_id""";

    private static final Logger LOG = Logger.getLogger(ChangeSequencer.class);

    private final Sql sql;
    private final Set<String> openTypes;
    private final Duration correctionDelay;
    private final Duration answerWithin;

    ChangeSequencer(AgroalDataSource dataSource, NotificationSettings settings, Catalogue catalogue) {
        this.sql = new Sql(dataSource);
        this.openTypes = catalogue.openTypes();
        this.correctionDelay = settings.correctionDelay();
        this.answerWithin = settings.answerWithin();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sequence() {
        try {
            if (sql.one(ANYTHING_WAITS, row -> row.getBoolean(1), correctionDelay)) {
                sql.inTransaction(this::sequenceAlone);
            }
        } catch (DatabaseException e) {
            LOG.errorf("changes cannot be placed, trying again: %s", e.toString());
        }
    }

    private boolean sequenceAlone(Sql transaction) {
        boolean alone = LeaderLock.CHANGE_FEED.tryLockInTransaction(transaction);
        if (alone) {
            transaction.update(CORRECT, correctionDelay, openTypes, answerWithin, answerWithin);
            transaction.update(PLACE);
        }
        return alone;
    }
}
