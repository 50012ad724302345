package de.handschlag.consent.enforcement;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import io.agroal.api.AgroalDataSource;

import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.corridor.ReadPositions.Position;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.database.Sql;
import de.handschlag.event.RevisionEnforced;

/**
 * Receipts and the offsets up to which they are read. Plain SQL without transactions around it, but for an erasure's: a poll's
 * receipts and offsets are one statement.
 */
@ApplicationScoped
class EnforcementRepository {

    private final Sql sql;

    EnforcementRepository(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** The newest receipt of a person, if there is one. */
    Optional<RevisionEnforced> newest(UUID dataSubjectId) {
        return sql.first("SELECT enforced_revision, enforced_at FROM enforcement WHERE data_subject_id = ?",
                row -> new RevisionEnforced(dataSubjectId, row.getLong(1), requireNonNull(Sql.instant(row, 2))),
                dataSubjectId);
    }

    /** How many persons' newest revision has no receipt, and when the newest receipt came; reads both tables. */
    EnforcementBacklog.Pending pending() {
        return sql.one("""
                SELECT count(*) FILTER (WHERE d.consent_revision > coalesce(e.enforced_revision, 0)), max(e.enforced_at)
                FROM data_subject d LEFT JOIN enforcement e ON e.data_subject_id = d.id WHERE d.erased_at IS NULL""",
                row -> new EnforcementBacklog.Pending(row.getLong(1), Sql.instant(row, 2)));
    }

    /** From which offset each partition is to be read on. */
    Map<Integer, Position> positions() {
        return sql
                .list("SELECT partition, next_offset, leader_epoch FROM receipt_offset",
                        row -> Map.entry(row.getInt(1), new Position(row.getLong(2), row.getObject(3, Integer.class))))
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** From where on these partitions receipts count only if they are signed (R39). */
    SignedFrom signedFrom(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return SignedFrom.load(sql, "signed_from", consumer, partitions);
    }

    /**
     * Idempotent: every replica stores every receipt, and an older one never replaces a newer one. As one statement, receipts
     * and offsets are stored together or not at all.
     */
    void store(Collection<RevisionEnforced> newestPerPerson, Map<Integer, Position> positions) {
        // The join leaves out persons who are not known here and persons who are erased: of an erased person nobody can ask
        // anything but how far the erasure got. Two replicas cannot wait for each other in a circle, as both lock in the same
        // order: receipts by the person's id, then endings by their own id, then offsets by partition. The offsets come last
        // because their insert counts the rows of the two before. Of two offsets that of the later leader is further, since what it
        // has at a smaller one stands there since the topic was cut.
        sql.update(
                """
                        WITH receipt AS (
                            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::timestamptz[]) AS r (id, revision, at)),
                        stored AS (
                            INSERT INTO enforcement AS e (data_subject_id, enforced_revision, enforced_at)
                            SELECT r.id, r.revision, r.at FROM receipt r
                            JOIN data_subject d ON d.id = r.id AND d.erased_at IS NULL ORDER BY r.id
                            ON CONFLICT (data_subject_id) DO UPDATE
                                SET enforced_revision = EXCLUDED.enforced_revision, enforced_at = EXCLUDED.enforced_at
                            WHERE e.enforced_revision < EXCLUDED.enforced_revision
                            RETURNING 1),
                        covered AS (
                            SELECT n.ending_id, r.at FROM ending n JOIN receipt r ON r.id = n.data_subject_id
                            WHERE n.enforced_at IS NULL AND n.consent_revision <= r.revision
                            ORDER BY n.ending_id FOR UPDATE OF n),
                        ended AS (
                            UPDATE ending n
                            SET enforced_at = c.at, data_subject_id = NULL, consent_revision = NULL
                            FROM covered c WHERE c.ending_id = n.ending_id
                            RETURNING 1)
                        INSERT INTO receipt_offset AS o (partition, next_offset, leader_epoch)
                        SELECT n.partition, n.next_offset, nullif(n.leader_epoch, -1) FROM (SELECT (SELECT count(*) FROM stored) + (SELECT count(*) FROM ended)) AS receipts
                        CROSS JOIN unnest(?::integer[], ?::bigint[], ?::integer[]) AS n (partition, next_offset, leader_epoch)
                        ORDER BY n.partition
                        ON CONFLICT (partition) DO UPDATE
                            SET next_offset = EXCLUDED.next_offset, leader_epoch = EXCLUDED.leader_epoch
                        WHERE (coalesce(o.leader_epoch, -1), o.next_offset)
                            < (coalesce(EXCLUDED.leader_epoch, -1), EXCLUDED.next_offset)
                        """,
                newestPerPerson.stream().map(RevisionEnforced::dataSubjectId).toList(),
                newestPerPerson.stream().map(RevisionEnforced::consentRevision).toList(),
                newestPerPerson.stream().map(RevisionEnforced::enforcedAt).toList(), positions.keySet(),
                positions.values().stream().map(Position::offset).toList(),
                positions.values().stream().map(position -> requireNonNullElse(position.leaderEpoch(), -1)).toList());
    }

    void forget(@Observes PersonErasure erasure) {
        sql.update("DELETE FROM enforcement WHERE data_subject_id = ?", erasure.dataSubjectId());
    }
}
