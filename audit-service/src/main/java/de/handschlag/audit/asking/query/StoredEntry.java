package de.handschlag.audit.asking.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An entry with its payload, as stored.
 *
 * @param payload canonical JSON
 */
public record StoredEntry(long index, UUID eventId, String type, Instant occurredAt, Instant recordedAt,
        @Nullable UUID dataSubjectId, @Nullable String agencyId, @Nullable String clientId, @Nullable String employeeId,
        @Nullable String purpose, @Nullable String caseReference, @Nullable Long consentRevision, String payload) {

    public static final String COLUMNS = """
            p.log_index, p.event_id, p.type, p.occurred_at, p.recorded_at, p.data_subject_id, p.agency_id, p.client_id,
            p.employee_id, p.purpose, p.case_reference, p.consent_revision, p.payload""";

    public static StoredEntry of(ResultSet row) throws SQLException {
        return new StoredEntry(row.getLong("log_index"), row.getObject("event_id", UUID.class), row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("data_subject_id", UUID.class), row.getString("agency_id"), row.getString("client_id"),
                row.getString("employee_id"), row.getString("purpose"), row.getString("case_reference"),
                row.getObject("consent_revision", Long.class), row.getString("payload"));
    }
}
