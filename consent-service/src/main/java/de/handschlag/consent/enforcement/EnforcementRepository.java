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
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.event.RevisionEnforced;

/** Receipts and the offsets up to which they are read. Plain SQL: a poll's receipts are one statement. */
@ApplicationScoped
class EnforcementRepository {

    private final AgroalDataSource dataSource;

    EnforcementRepository(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The newest receipt of a person, if there is one. */
    @Transactional
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
            throw new IllegalStateException("Enforcement cannot be read.", e);
        }
    }

    /** From which offset each partition is to be read on. */
    @Transactional
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

    /** Idempotent: every replica stores every receipt, and an older one never replaces a newer one. */
    @Transactional
    void store(Collection<RevisionEnforced> newestPerPerson, Map<Integer, Long> nextOffsets) {
        try (Connection connection = dataSource.getConnection()) {
            storeReceipts(connection, newestPerPerson);
            storeOffsets(connection, nextOffsets);
        } catch (SQLException e) {
            throw new IllegalStateException("Receipts cannot be stored.", e);
        }
    }

    private static void storeReceipts(Connection connection, Collection<RevisionEnforced> receipts)
            throws SQLException {
        // In the order of ids, so that two replicas cannot wait for each other. The join leaves out who is not known here.
        try (PreparedStatement upsert = connection.prepareStatement(
                """
                        INSERT INTO enforcement AS e (data_subject_id, enforced_revision, enforced_at)
                        SELECT r.id, r.revision, r.at FROM unnest(?::uuid[], ?::bigint[], ?::timestamptz[]) AS r (id, revision, at)
                        JOIN data_subject d ON d.id = r.id AND d.erased_at IS NULL ORDER BY r.id
                        ON CONFLICT (data_subject_id) DO UPDATE
                            SET enforced_revision = EXCLUDED.enforced_revision, enforced_at = EXCLUDED.enforced_at
                        WHERE e.enforced_revision < EXCLUDED.enforced_revision
                        """)) {
            upsert.setArray(1, connection.createArrayOf("uuid",
                    receipts.stream().map(RevisionEnforced::dataSubjectId).toArray()));
            upsert.setArray(2, connection.createArrayOf("bigint",
                    receipts.stream().map(RevisionEnforced::consentRevision).toArray()));
            upsert.setArray(3, connection.createArrayOf("timestamptz",
                    receipts.stream().map(receipt -> receipt.enforcedAt().atOffset(ZoneOffset.UTC)).toArray()));
            upsert.executeUpdate();
        }
    }

    private static void storeOffsets(Connection connection, Map<Integer, Long> nextOffsets) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO receipt_offset AS o (partition, next_offset)
                SELECT * FROM unnest(?::integer[], ?::bigint[]) AS n (partition, next_offset) ORDER BY partition
                ON CONFLICT (partition) DO UPDATE SET next_offset = GREATEST(o.next_offset, EXCLUDED.next_offset)
                """)) {
            upsert.setArray(1, connection.createArrayOf("integer", nextOffsets.keySet().toArray()));
            upsert.setArray(2, connection.createArrayOf("bigint", nextOffsets.values().toArray()));
            upsert.executeUpdate();
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
