package de.handschlag.consent.enforcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;

import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.problem.ProblemType;

/**
 * Receipts and the offsets up to which they are read. Plain SQL without transactions around it, but for an erasure's: a poll's
 * receipts and offsets are one statement.
 */
@ApplicationScoped
class EnforcementRepository {

    private static final Logger LOG = Logger.getLogger(EnforcementRepository.class);

    private final AgroalDataSource dataSource;

    EnforcementRepository(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The newest receipt of a person, if there is one.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if the database does not tell
     */
    Optional<RevisionEnforced> newest(UUID dataSubjectId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT enforced_revision, enforced_at FROM enforcement WHERE data_subject_id = ?")) {
            select.setObject(1, dataSubjectId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new RevisionEnforced(dataSubjectId, row.getLong(1),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            LOG.errorf("receipts cannot be looked up: %s", e.toString());
            throw ProblemType.UNAVAILABLE.retryAfter(1, "The database does not answer in time.");
        }
    }

    /** From which offset each partition is to be read on. */
    Map<Integer, Long> nextOffsets() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT partition, next_offset FROM receipt_offset")) {
            Map<Integer, Long> offsets = new HashMap<>();
            while (row.next()) {
                offsets.put(row.getInt(1), row.getLong(2));
            }
            return offsets;
        } catch (SQLException e) {
            throw new IllegalStateException("Offsets cannot be read.", e);
        }
    }

    /**
     * Idempotent: every replica stores every receipt, and an older one never replaces a newer one. As one statement, receipts
     * and offsets are stored together or not at all.
     */
    void store(Collection<RevisionEnforced> newestPerPerson, Map<Integer, Long> nextOffsets) {
        // The join leaves out persons who are not known here and persons who are erased: of an erased person nobody can ask
        // anything but how far the erasure got. Two replicas cannot wait for each other in a circle, as both lock in the same
        // order: receipts by the person's id, then endings by their own id, then offsets by partition. The offsets come last
        // because their insert counts the rows of the two before.
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement(
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
                                INSERT INTO receipt_offset AS o (partition, next_offset)
                                SELECT n.partition, n.next_offset FROM (SELECT (SELECT count(*) FROM stored) + (SELECT count(*) FROM ended)) AS receipts
                                CROSS JOIN unnest(?::integer[], ?::bigint[]) AS n (partition, next_offset) ORDER BY n.partition
                                ON CONFLICT (partition) DO UPDATE
                                    SET next_offset = GREATEST(o.next_offset, EXCLUDED.next_offset)
                                """)) {
            upsert.setArray(1, connection.createArrayOf("uuid",
                    newestPerPerson.stream().map(RevisionEnforced::dataSubjectId).toArray()));
            upsert.setArray(2, connection.createArrayOf("bigint",
                    newestPerPerson.stream().map(RevisionEnforced::consentRevision).toArray()));
            upsert.setArray(3, connection.createArrayOf("timestamptz",
                    newestPerPerson.stream().map(receipt -> receipt.enforcedAt().atOffset(ZoneOffset.UTC)).toArray()));
            upsert.setArray(4, connection.createArrayOf("integer", nextOffsets.keySet().toArray()));
            upsert.setArray(5, connection.createArrayOf("bigint", nextOffsets.values().toArray()));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Receipts cannot be stored.", e);
        }
    }

    void forget(@Observes PersonErasure erasure) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection
                        .prepareStatement("DELETE FROM enforcement WHERE data_subject_id = ?")) {
            delete.setObject(1, erasure.dataSubjectId());
            delete.executeUpdate();
        }
    }
}
