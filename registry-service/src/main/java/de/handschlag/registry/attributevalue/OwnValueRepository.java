package de.handschlag.registry.attributevalue;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.catalogue.ValueForm;
import de.handschlag.database.Sql;

/** All that is stored about one person, whoever contributed it; within the caller's transaction. */
@ApplicationScoped
class OwnValueRepository {

    private final Sql sql;

    OwnValueRepository(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** A value as it is stored, sealed. */
    record Stored(String attribute, String source, List<String> sourceTypes, byte[] sealedValue, ValueForm form,
            LocalDate asOf, Instant recordedAt, boolean restricted) {}

    /** A consent in force. */
    record GrantInForce(UUID consentRecordId, String agency, String purpose, List<String> attributes, Instant expiresAt,
            List<String> releasedSources) {}

    /** An agency that knows the person, and its type if that was told. */
    record KnownTo(String agency, @Nullable String agencyType) {}

    /**
     * Whether a disclosure block hides values of the person. Keeps the person from being erased until the transaction ends; empty if
     * there is no such person, or no more.
     */
    Optional<Boolean> lockPerson(UUID person) {
        return sql.first("""
                SELECT disclosure_blocked FROM person
                WHERE data_subject_id = ? AND erased_at IS NULL FOR SHARE""", row -> row.getBoolean(1), person);
    }

    /**
     * Values in the order of attribute and source, behind those of a place.
     *
     * @param attribute of the last value before; empty for the beginning
     * @param source    the same
     */
    List<Stored> values(UUID person, String attribute, String source, int limit) {
        return sql.list("""
                SELECT attribute, source_agency_id, source_agency_types, sealed_value, form, as_of, recorded_at,
                    restricted
                FROM attribute_value WHERE data_subject_id = ? AND (attribute, source_agency_id) > (?, ?)
                ORDER BY attribute, source_agency_id LIMIT ?""",
                row -> new Stored(row.getString(1), row.getString(2), texts(row, 3), row.getBytes(4),
                        ValueForm.valueOf(row.getString(5)), row.getObject(6, LocalDate.class),
                        requireNonNull(Sql.instant(row, 7)), row.getBoolean(8)),
                person, attribute, source, limit);
    }

    List<GrantInForce> grants(UUID person) {
        return sql.list("""
                SELECT consent_record_id, agency_id, purpose, attributes, expires_at, released_sources
                FROM consent_grant
                WHERE data_subject_id = ? AND in_force AND expires_at > now() ORDER BY agency_id, purpose""",
                row -> new GrantInForce(row.getObject(1, UUID.class), row.getString(2), row.getString(3), texts(row, 4),
                        requireNonNull(Sql.instant(row, 5)), texts(row, 6)),
                person);
    }

    List<KnownTo> knownTo(UUID person) {
        return sql.list("""
                SELECT DISTINCT agency_id, agency_type FROM case_link
                WHERE data_subject_id = ? AND in_force ORDER BY agency_id""",
                row -> new KnownTo(row.getString(1), row.getString(2)), person);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return requireNonNull(Sql.array(row, column, String[].class));
    }
}
