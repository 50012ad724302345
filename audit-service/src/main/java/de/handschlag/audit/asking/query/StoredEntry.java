package de.handschlag.audit.asking.query;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventType;

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

    /**
     * The event. In the canonical form its data stand first and the id behind them, followed by the key or, before events were signed,
     * the source; no text holds a quotation mark as it is.
     */
    public Event event() {
        int end = payload.lastIndexOf(",\"id\":\"" + eventId + "\",\"");
        return EventCodec.decodeData(EventType.named(type),
                payload.substring("{\"data\":".length(), end).getBytes(StandardCharsets.UTF_8));
    }

    public static StoredEntry of(ResultSet row) throws SQLException {
        return new StoredEntry(row.getLong("log_index"), row.getObject("event_id", UUID.class), row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("data_subject_id", UUID.class), row.getString("agency_id"), row.getString("client_id"),
                row.getString("employee_id"), row.getString("purpose"), row.getString("case_reference"),
                row.getObject("consent_revision", Long.class), row.getString("payload"));
    }
}
