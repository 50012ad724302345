package de.handschlag.registry.notification;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;
import de.handschlag.problem.ProblemType;

/**
 * Remembers under which grants an agency received what, so that a later withdrawal reaches it (R23) and nobody else (R10).
 * Only the first disclosure of a grant, or of more of it, costs a statement; the rest is known in memory.
 */
@ApplicationScoped
public class GrantDisclosures {

    /**
     * The locks make a withdrawal and a first disclosure wait for each other: either the withdrawal finds the disclosure, or
     * the disclosure finds the grant no longer in force, or its release (R9) ended, and is refused. A grant that is being changed
     * is skipped rather than waited for, so that a read and the consumer cannot wait for each other in a circle.
     */
    private static final String INSERT = """
            WITH received AS (
                SELECT consent_record_id, string_to_array(attributes, ',') AS attributes,
                    string_to_array(case_references, ',') AS case_references,
                    string_to_array(released_items, ',') AS released_items
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                    AS r (consent_record_id, attributes, case_references, released_items)
            ), in_force AS (
                SELECT g.consent_record_id, g.data_subject_id, g.agency_id, g.purpose, g.released_sources
                FROM consent_grant g
                WHERE g.consent_record_id = ANY (?) AND g.in_force
                ORDER BY g.consent_record_id FOR SHARE SKIP LOCKED
            )
            INSERT INTO grant_disclosure AS d (consent_record_id, data_subject_id, agency_id, purpose, attributes,
                case_references, released_items, first_disclosed_at)
            SELECT consent_record_id, data_subject_id, agency_id, purpose, attributes, case_references, released_items,
                now()
            FROM in_force JOIN received USING (consent_record_id)
            WHERE NOT EXISTS (SELECT FROM unnest(released_items) AS released (item)
                WHERE split_part(item, '/', 2) <> ALL (released_sources))
            ORDER BY consent_record_id
            ON CONFLICT (consent_record_id) DO UPDATE SET
                attributes = (SELECT array_agg(DISTINCT a ORDER BY a) FROM unnest(d.attributes || excluded.attributes) a),
                case_references = (SELECT array_agg(DISTINCT c ORDER BY c)
                    FROM unnest(d.case_references || excluded.case_references) c),
                released_items = (SELECT coalesce(array_agg(DISTINCT i ORDER BY i), '{}')
                    FROM unnest(d.released_items || excluded.released_items) i)
            RETURNING consent_record_id""";

    private static final Logger LOG = Logger.getLogger(GrantDisclosures.class);
    private static final int REMEMBERED_AT_MOST = 200_000;
    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Sql sql;
    private final Set<Received> known = ConcurrentHashMap.newKeySet();

    GrantDisclosures(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /**
     * What one answer holds under one grant.
     *
     * @param grantRevision the consent revision at which the grant became what it is
     * @param attributes    keys of attributes with a value; sorted, not empty
     * @param releasedItems what a release from secrecy opened, as attribute/source; sorted, may be empty
     */
    public record Received(UUID grantId, long grantRevision, String caseReference, List<String> attributes,
            List<String> releasedItems) {}

    /**
     * Returns when everything is durable.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it cannot be made so; then nothing may leave
     */
    public void remember(List<Received> disclosed) {
        List<Received> unknown = disclosed.stream().filter(received -> !known.contains(received)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        try {
            insert(unknown);
        } catch (DatabaseException e) {
            LOG.errorf("a first disclosure cannot be written down: %s", e.toString());
            throw notRemembered();
        }
        if (known.size() > REMEMBERED_AT_MOST) {
            known.clear();
        }
        known.addAll(unknown);
    }

    private void insert(List<Received> disclosed) {
        Map<UUID, Merged> missing = new TreeMap<>();
        for (Received received : disclosed) {
            Merged merged = missing.computeIfAbsent(received.grantId(),
                    id -> new Merged(new TreeSet<>(), new TreeSet<>(), new TreeSet<>()));
            merged.attributes.addAll(received.attributes());
            merged.caseReferences.add(received.caseReference());
            merged.releasedItems.addAll(received.releasedItems());
        }
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            missing.keySet().removeAll(insert(missing));
            if (missing.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw notRemembered();
    }

    /** A grant stands once in a statement, however many cases of a batch rest on it. */
    private record Merged(SortedSet<String> attributes, SortedSet<String> caseReferences,
            SortedSet<String> releasedItems) {}

    private Set<UUID> insert(Map<UUID, Merged> received) {
        // Neither keys, ids of agencies nor case references have a comma.
        return new HashSet<>(sql.list(INSERT, row -> row.getObject(1, UUID.class), received.keySet(),
                received.values().stream().map(merged -> String.join(",", merged.attributes)).toList(),
                received.values().stream().map(merged -> String.join(",", merged.caseReferences)).toList(),
                received.values().stream().map(merged -> String.join(",", merged.releasedItems)).toList(),
                received.keySet()));
    }

    private static RuntimeException notRemembered() {
        return ProblemType.UNAVAILABLE.retryAfter(1,
                "The permission is being changed, or the database does not answer.");
    }
}
