package de.handschlag.registry.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;
import de.handschlag.problem.ProblemType;

/**
 * Remembers what an agency received by a statute or in an emergency, so that a later correction or erasure reaches it (R24). Unlike
 * what is received under grants, nothing is kept in memory: each of these reads is written down, as the time of the last one decides whether an
 * agency still has a copy.
 */
@ApplicationScoped
public class NormDisclosures {

    /**
     * The agency of the disclosure {@code n} has said that it deleted its copy, and has read nothing since it was told to answer.
     */
    static final String DELETED_SINCE = """
            EXISTS (SELECT FROM obligation o
                WHERE o.data_subject_id = n.data_subject_id AND o.agency_id = n.agency_id AND o.purpose = n.purpose
                    AND o.read_norm IS NOT NULL AND o.outcome = 'DELETED' AND n.attribute = ANY (o.attributes)
                    AND o.opened_at > n.last_disclosed_at)
            """;

    /**
     * The lock makes an erasure and a disclosure wait for each other: either the erasure finds the disclosure, or the disclosure finds nobody
     * and is refused. A person who is being changed is skipped rather than waited for, so that a read and the consumer cannot wait for
     * each other in a circle. What the agency contributed itself it did not receive.
     */
    private static final String INSERT = """
            WITH received AS (
                SELECT data_subject_id, attribute, source_agency_id,
                    array_agg(DISTINCT case_reference ORDER BY case_reference) AS case_references
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                    AS r (data_subject_id, case_reference, attribute, source_agency_id)
                GROUP BY data_subject_id, attribute, source_agency_id
            ), known AS (
                SELECT p.data_subject_id FROM person p
                WHERE p.data_subject_id = ANY (?) AND p.erased_at IS NULL
                ORDER BY p.data_subject_id FOR SHARE SKIP LOCKED
            ), written AS (
                INSERT INTO norm_disclosure AS n (data_subject_id, attribute, source_agency_id, agency_id, purpose, norm,
                    case_references, notice_deferred_until, last_disclosed_at)
                SELECT data_subject_id, attribute, source_agency_id, ?::text, ?::text, ?::text, case_references,
                    ?::timestamptz, now()
                FROM known JOIN received USING (data_subject_id)
                ORDER BY data_subject_id, attribute, source_agency_id
                ON CONFLICT (data_subject_id, attribute, source_agency_id, agency_id, purpose) DO UPDATE SET
                    norm = excluded.norm,
                    case_references = (SELECT array_agg(DISTINCT c ORDER BY c)
                        FROM unnest(n.case_references || excluded.case_references) c),
                    notice_deferred_until = CASE
                        -- What is owed about a copy that is gone was shown; what comes now is about the new one.
                        WHEN %s THEN excluded.notice_deferred_until
                        WHEN n.notice_deferred_until IS NOT NULL AND excluded.notice_deferred_until IS NOT NULL
                        THEN least(n.notice_deferred_until, excluded.notice_deferred_until) END,
                    last_disclosed_at = greatest(n.last_disclosed_at, excluded.last_disclosed_at)
            )
            SELECT data_subject_id FROM known"""
            .formatted(DELETED_SINCE);

    private static final Logger LOG = Logger.getLogger(NormDisclosures.class);
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Sql sql;

    NormDisclosures(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /**
     * A read that a norm permits.
     *
     * @param norm                statute, or named basis of an emergency
     * @param noticeDeferredUntil the person is not shown the read before then; null if at once
     */
    public record NormRead(String agencyId, String purpose, String norm, @Nullable Instant noticeDeferredUntil) {}

    /**
     * A value that an answer holds.
     *
     * @param attribute its key
     * @param source    agency that contributed it
     */
    public record Received(UUID dataSubjectId, String caseReference, String attribute, String source) {}

    /**
     * Returns when everything is durable.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it cannot be made so; then nothing may leave
     */
    public void remember(NormRead read, List<Received> disclosed) {
        List<Received> ofOthers = disclosed.stream().filter(value -> !value.source().equals(read.agencyId())).toList();
        if (ofOthers.isEmpty()) {
            return;
        }
        try {
            insert(read, ofOthers);
        } catch (DatabaseException e) {
            LOG.errorf("a disclosure by a norm cannot be written down: %s", e.toString());
            throw notRemembered();
        }
    }

    private void insert(NormRead read, List<Received> disclosed) {
        Set<UUID> missing = disclosed.stream().map(Received::dataSubjectId)
                .collect(Collectors.toCollection(TreeSet::new));
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            missing.removeAll(insert(read, disclosed, missing));
            if (missing.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw notRemembered();
    }

    /** @return those of these persons of whom it is written now */
    private Set<UUID> insert(NormRead read, List<Received> disclosed, Set<UUID> persons) {
        return new HashSet<>(sql.list(INSERT, row -> row.getObject(1, UUID.class),
                disclosed.stream().map(Received::dataSubjectId).toList(),
                disclosed.stream().map(Received::caseReference).toList(),
                disclosed.stream().map(Received::attribute).toList(), disclosed.stream().map(Received::source).toList(),
                persons, read.agencyId(), read.purpose(), read.norm(), read.noticeDeferredUntil()));
    }

    private static RuntimeException notRemembered() {
        return ProblemType.UNAVAILABLE.retryAfter(1,
                "What is known of the person is being changed, or the database does not answer.");
    }
}
