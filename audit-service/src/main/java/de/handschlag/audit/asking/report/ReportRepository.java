package de.handschlag.audit.asking.report;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.database.Sql;
import de.handschlag.event.EventType;

/** Sums over one person's entries. */
@ApplicationScoped
class ReportRepository {

    private final Sql sql;

    ReportRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
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

    /** Offices that received something before this position, by name. */
    List<Recipient> recipients(UUID person, boolean shownOnly, long before) {
        return sql.list("""
                SELECT p.agency_id, count(DISTINCT p.log_index) AS disclosures, min(p.occurred_at) AS first,
                    max(p.occurred_at) AS last, array_agg(DISTINCT p.purpose ORDER BY p.purpose) AS purposes,
                    array_remove(array_agg(DISTINCT a.attribute ORDER BY a.attribute), NULL) AS attributes
                FROM log_payload p
                LEFT JOIN LATERAL jsonb_array_elements_text(p.payload::jsonb -> 'data' -> 'attributes') AS a (attribute)
                    ON true
                WHERE p.data_subject_id = ? AND p.type = ? AND p.log_index < ? AND p.agency_id IS NOT NULL
                """ + (shownOnly ? " AND " + ShownToPerson.NOW : "") + " GROUP BY p.agency_id ORDER BY p.agency_id",
                row -> new Recipient(row.getString("agency_id"), row.getLong("disclosures"),
                        requireNonNull(Sql.instant(row, "first")), requireNonNull(Sql.instant(row, "last")),
                        requireNonNull(Sql.array(row, 5, String[].class)),
                        requireNonNull(Sql.array(row, 6, String[].class))),
                person, EventType.DATA_DISCLOSED.typeName(), before);
    }

    /** How many entries there are before this position. */
    long count(UUID person, boolean shownOnly, long before) {
        return sql.one("SELECT count(*) FROM log_payload p WHERE p.data_subject_id = ? AND p.log_index < ?"
                + (shownOnly ? " AND " + ShownToPerson.NOW : ""), row -> row.getLong(1), person, before);
    }

    /** The first receipt for this revision of the person or a later one; empty if there is none. */
    Optional<Receipt> receipt(UUID person, long revision) {
        return sql.first("""
                SELECT p.log_index, (p.payload::jsonb -> 'data' ->> 'enforcedAt')::timestamptz AS enforced_at
                FROM log_payload p WHERE p.data_subject_id = ? AND p.type = ? AND p.consent_revision >= ?
                ORDER BY p.log_index LIMIT 1""",
                row -> new Receipt(row.getLong("log_index"), requireNonNull(Sql.instant(row, "enforced_at"))), person,
                EventType.REVISION_ENFORCED.typeName(), revision);
    }
}
