package de.handschlag.registry.endedentitlement;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** The list. Nothing of it is remembered: another replica may have changed it a moment ago. */
@ApplicationScoped
class EndedEntitlementRepository {

    /** For all that an agency may, in place of a purpose; no purpose has it as its key. */
    static final String EACH = "*";

    private static final String COLUMNS = "ended_entitlement_id, agency_id, purpose, reason, ended_by, ended_at";

    private final Sql sql;

    EndedEntitlementRepository(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** Purposes that are ended for the agency now, or {@link #EACH}. */
    List<String> purposesOf(String agencyId) {
        return sql.list("""
                SELECT coalesce(purpose, '*') FROM ended_entitlement WHERE agency_id = ? AND restored_at IS NULL""",
                row -> row.getString(1), agencyId);
    }

    List<EndedEntitlement> list(int limit) {
        return sql.list("SELECT " + COLUMNS + """
                 FROM ended_entitlement WHERE restored_at IS NULL
                ORDER BY ended_at DESC, ended_entitlement_id LIMIT ?""", EndedEntitlementRepository::read, limit);
    }

    /** Empty if this one is ended already. */
    Optional<EndedEntitlement> end(String agencyId, @Nullable String purpose, String reason, String login) {
        return sql.first("""
                INSERT INTO ended_entitlement (ended_entitlement_id, agency_id, purpose, reason, ended_by)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING\s""" + COLUMNS,
                EndedEntitlementRepository::read, UUID.randomUUID(), agencyId, purpose, reason, login);
    }

    /** False if there is none with this id that is in force. */
    boolean restore(UUID id, String login) {
        return sql.update("""
                UPDATE ended_entitlement SET restored_at = now(), restored_by = ?
                WHERE ended_entitlement_id = ? AND restored_at IS NULL""", login, id) > 0;
    }

    private static EndedEntitlement read(ResultSet row) throws SQLException {
        return new EndedEntitlement(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4),
                row.getString(5), requireNonNull(Sql.instant(row, 6)));
    }
}
