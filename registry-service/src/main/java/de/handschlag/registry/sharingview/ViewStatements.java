package de.handschlag.registry.sharingview;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.database.Sql;
import de.handschlag.event.CaseLinkState;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.registry.erasure.PersonalData;
import de.handschlag.registry.notification.ChangeStatements;

/**
 * The statements of one batch, sent to the database together. Each compares consent revisions and so may run any number
 * of times and in any order; only an erasure needs what came before it to be done.
 */
final class ViewStatements implements AutoCloseable {

    private static final String PERSON_NOT_ERASED = """
            WHERE NOT EXISTS (SELECT FROM person WHERE data_subject_id = ? AND erased_at IS NOT NULL)
            """;

    private final Connection connection;
    private final Sql sql;
    private final ChangeStatements changes;
    private final PreparedStatement person;
    private final PreparedStatement caseLink;
    private final PreparedStatement sourceType;
    private final PreparedStatement grant;
    private final PreparedStatement unblock;

    ViewStatements(Connection connection, ChangeStatements changes) throws SQLException {
        this.connection = connection;
        this.sql = new Sql(connection);
        this.changes = changes;
        this.person = connection.prepareStatement("""
                INSERT INTO person (data_subject_id, consent_revision, kafka_partition) VALUES (?, ?, ?)
                ON CONFLICT (data_subject_id) DO UPDATE
                SET consent_revision = excluded.consent_revision, kafka_partition = excluded.kafka_partition
                WHERE person.consent_revision < excluded.consent_revision""");
        this.caseLink = connection.prepareStatement("""
                INSERT INTO case_link
                    (case_link_id, data_subject_id, agency_id, case_reference, consent_revision, in_force, agency_type)
                SELECT ?, ?, ?, ?, ?, ?, ?
                """ + PERSON_NOT_ERASED + """
                ON CONFLICT (case_link_id) DO UPDATE
                SET consent_revision = excluded.consent_revision, in_force = excluded.in_force,
                    agency_type = excluded.agency_type
                WHERE case_link.consent_revision < excluded.consent_revision""");
        // What the agency contributed about the person is from now on of this type too, and never of fewer (ADR 45). Only by the
        // link's newest event: a replay tells nothing new.
        this.sourceType = connection.prepareStatement("""
                UPDATE attribute_value v SET source_agency_types = v.source_agency_types || l.agency_type
                FROM case_link l
                WHERE l.case_link_id = ? AND l.consent_revision = ? AND l.in_force
                    AND v.data_subject_id = l.data_subject_id AND v.source_agency_id = l.agency_id
                    AND l.agency_type IS NOT NULL AND NOT l.agency_type = ANY (v.source_agency_types)""");
        this.grant = connection.prepareStatement("""
                INSERT INTO consent_grant (consent_record_id, data_subject_id, agency_id, purpose, attributes,
                    legal_basis, expires_at, consent_revision, in_force, released_sources)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                """ + PERSON_NOT_ERASED + """
                ON CONFLICT (consent_record_id) DO UPDATE
                SET attributes = excluded.attributes, legal_basis = excluded.legal_basis,
                    expires_at = excluded.expires_at, consent_revision = excluded.consent_revision,
                    in_force = excluded.in_force, released_sources = excluded.released_sources
                WHERE consent_grant.consent_revision < excluded.consent_revision""");
        this.unblock = connection.prepareStatement("""
                UPDATE unintelligible_key SET blocked = false
                WHERE message_key = ? AND blocked AND NOT refused AND consent_revision < ?""");
    }

    void seePerson(UUID dataSubjectId, long consentRevision, int partition) throws SQLException {
        person.setObject(1, dataSubjectId);
        person.setLong(2, consentRevision);
        person.setInt(3, partition);
        person.addBatch();
    }

    void putCaseLink(UUID dataSubjectId, long consentRevision, CaseLinkState link, boolean inForce)
            throws SQLException {
        caseLink.setObject(1, link.caseLinkId());
        caseLink.setObject(2, dataSubjectId);
        caseLink.setString(3, link.agencyId());
        caseLink.setString(4, link.caseReference());
        caseLink.setLong(5, consentRevision);
        caseLink.setBoolean(6, inForce);
        caseLink.setString(7, link.agencyType());
        caseLink.setObject(8, dataSubjectId);
        caseLink.addBatch();
        sourceType.setObject(1, link.caseLinkId());
        sourceType.setLong(2, consentRevision);
        sourceType.addBatch();
    }

    /** A consent that is not in force leaves its revision here, so that an older event cannot bring it back (G1). */
    void putGrant(ConsentRecordEvent event, List<String> attributes) throws SQLException {
        ConsentRecordState state = event.consentRecord();
        UUID replacedBy = state.replacedBy();
        if (replacedBy != null) {
            // What was received under the one goes over to the other as that was granted, not as the batch leaves it.
            flush();
            addGrant(event, attributes);
            grant.executeBatch();
            changes.replace(event, replacedBy);
            return;
        }
        addGrant(event, attributes);
        changes.add(event);
    }

    private void addGrant(ConsentRecordEvent event, List<String> attributes) throws SQLException {
        ConsentRecordState state = event.consentRecord();
        Instant expiresAt = state.expiresAt();
        boolean inForce = !attributes.isEmpty() && expiresAt != null;
        grant.setObject(1, state.consentRecordId());
        grant.setObject(2, event.dataSubjectId());
        grant.setString(3, state.agencyId());
        grant.setString(4, state.purpose());
        grant.setArray(5, connection.createArrayOf("text", attributes.toArray()));
        grant.setString(6, state.legalBasis());
        grant.setTimestamp(7, inForce && expiresAt != null ? Timestamp.from(expiresAt) : null);
        grant.setLong(8, event.consentRevision());
        grant.setBoolean(9, inForce);
        grant.setArray(10,
                connection.createArrayOf("text", inForce ? releasedSources(event).toArray() : new Object[0]));
        grant.setObject(11, event.dataSubjectId());
        grant.addBatch();
    }

    /** R9: a release is a declaration of its own; a consent that comes with one releases nothing. */
    private static List<String> releasedSources(ConsentRecordEvent event) {
        List<String> released = event.consentRecord().releasedSources();
        return released == null || !(event instanceof SecrecyReleased || event instanceof SecrecyReleaseWithdrawn)
                ? List.of()
                : released;
    }

    /** Art. 17 GDPR. The grants go before the recipients are told. */
    void erase(UUID dataSubjectId, long consentRevision) throws SQLException {
        flush();
        for (PersonalData data : PersonalData.values()) {
            data.erasing().ifPresent(statement -> sql.update(statement, dataSubjectId));
        }
        changes.erase(dataSubjectId, consentRevision);
    }

    /** An event of the key is understood. A newer one carries the key's whole state: nothing is missing any more. */
    void understood(String messageKey, long consentRevision) throws SQLException {
        unblock.setString(1, messageKey);
        unblock.setLong(2, consentRevision);
        unblock.addBatch();
    }

    /**
     * Blocks the person of this key until a newer event of the key is understood: newer than all that is known of the person
     * now, since an old copy says nothing about what was not understood (G1). The same record blocks once.
     */
    void block(@Nullable String messageKey, int partition, long offset) throws SQLException {
        UUID dataSubjectId = personOf(messageKey);
        if (messageKey == null || dataSubjectId == null) {
            return;
        }
        seePerson(dataSubjectId, 0, partition);
        flush();
        sql.update("""
                INSERT INTO unintelligible_key
                    (message_key, data_subject_id, kafka_partition, kafka_offset, consent_revision)
                SELECT ?, data_subject_id, ?, ?, consent_revision FROM person WHERE data_subject_id = ?
                ON CONFLICT (message_key) DO UPDATE SET kafka_partition = excluded.kafka_partition,
                    kafka_offset = excluded.kafka_offset, consent_revision = excluded.consent_revision, blocked = true,
                    blocked_at = excluded.blocked_at, released_at = NULL, released_by = NULL
                WHERE unintelligible_key.kafka_offset <> excluded.kafka_offset""", messageKey, partition, offset,
                dataSubjectId);
    }

    /**
     * Blocks the person of whom a record claims something new that nobody signed, until an operator releases it (R39). The same
     * record blocks once.
     */
    void refuse(@Nullable String messageKey, PersonEvent claim, int partition, long offset) throws SQLException {
        UUID dataSubjectId = claim.dataSubjectId();
        String key = messageKey != null && dataSubjectId.equals(personOf(messageKey))
                ? messageKey
                : dataSubjectId + "/refused/" + partition + "-" + offset;
        seePerson(dataSubjectId, 0, partition);
        flush();
        sql.update("""
                INSERT INTO unintelligible_key (message_key, data_subject_id, kafka_partition, kafka_offset,
                    consent_revision, refused, claimed_revision)
                SELECT ?, data_subject_id, ?, ?, consent_revision, true, ? FROM person
                WHERE data_subject_id = ? AND erased_at IS NULL
                ON CONFLICT (message_key) DO UPDATE SET kafka_partition = excluded.kafka_partition,
                    kafka_offset = excluded.kafka_offset, consent_revision = excluded.consent_revision, blocked = true,
                    refused = true, claimed_revision = excluded.claimed_revision, blocked_at = excluded.blocked_at,
                    released_at = NULL, released_by = NULL
                WHERE unintelligible_key.kafka_offset <> excluded.kafka_offset""", key, partition, offset,
                claim.consentRevision(), dataSubjectId);
    }

    private static @Nullable UUID personOf(@Nullable String messageKey) {
        if (messageKey == null) {
            return null;
        }
        try {
            return UUID.fromString(messageKey.split("/", 2)[0]);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Persons first: the other statements look at whether the person is erased. Changes last: they look at the grants. */
    void flush() throws SQLException {
        person.executeBatch();
        caseLink.executeBatch();
        sourceType.executeBatch();
        grant.executeBatch();
        unblock.executeBatch();
        changes.flush();
    }

    @Override
    public void close() throws SQLException {
        person.close();
        caseLink.close();
        sourceType.close();
        grant.close();
        unblock.close();
        changes.close();
    }
}
