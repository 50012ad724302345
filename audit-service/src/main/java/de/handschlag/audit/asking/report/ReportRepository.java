package de.handschlag.audit.asking.report;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.event.EventType;

/** Sums over one person's entries. */
@ApplicationScoped
class ReportRepository {

    private final AgroalDataSource database;

    ReportRepository(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * An office that received something.
     *
     * @param disclosures how often
     * @param first       when first
     * @param purposes    what for, sorted
     * @param attributes  keys of all that it received, sorted
     */
    record Recipient(String agency, long disclosures, Instant first, Instant last, List<String> purposes,
            List<String> attributes) {}

    /** From when on the person's decisions up to a revision were heeded, and the entry that says so. */
    record Receipt(long index, Instant enforcedAt) {}

    /** Makes something of a row. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Offices that received something before this position, by name. */
    List<Recipient> recipients(UUID person, boolean shownOnly, long before) {
        return read("""
                SELECT p.agency_id, count(DISTINCT p.log_index) AS disclosures, min(p.occurred_at) AS first,
                    max(p.occurred_at) AS last, array_agg(DISTINCT p.purpose ORDER BY p.purpose) AS purposes,
                    array_remove(array_agg(DISTINCT a.attribute ORDER BY a.attribute), NULL) AS attributes
                FROM log_payload p
                LEFT JOIN LATERAL jsonb_array_elements_text(p.payload::jsonb -> 'data' -> 'attributes') AS a (attribute)
                    ON true
                WHERE p.data_subject_id = ? AND p.type = ? AND p.log_index < ? AND p.agency_id IS NOT NULL
                """ + (shownOnly ? " AND " + LogEntryRepository.SHOWN_TO_PERSON : "")
                + " GROUP BY p.agency_id ORDER BY p.agency_id",
                row -> new Recipient(row.getString("agency_id"), row.getLong("disclosures"), time(row, "first"),
                        time(row, "last"), texts(row.getArray("purposes")), texts(row.getArray("attributes"))),
                person, EventType.DATA_DISCLOSED.typeName(), before);
    }

    /** How many entries there are before this position. */
    long count(UUID person, boolean shownOnly, long before) {
        return read(
                "SELECT count(*) FROM log_payload p WHERE p.data_subject_id = ? AND p.log_index < ?"
                        + (shownOnly ? " AND " + LogEntryRepository.SHOWN_TO_PERSON : ""),
                row -> row.getLong(1), person, before).getFirst();
    }

    /** The first receipt for this revision of the person or a later one; empty if there is none. */
    Optional<Receipt> receipt(UUID person, long revision) {
        return read("""
                SELECT p.log_index, (p.payload::jsonb -> 'data' ->> 'enforcedAt')::timestamptz AS enforced_at
                FROM log_payload p WHERE p.data_subject_id = ? AND p.type = ? AND p.consent_revision >= ?
                ORDER BY p.log_index LIMIT 1""", row -> new Receipt(row.getLong("log_index"), time(row, "enforced_at")),
                person, EventType.REVISION_ENFORCED.typeName(), revision).stream().findFirst();
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private <T> List<T> read(String sql, RowReader<T> reader, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("the log cannot be read", e);
        }
    }
}
