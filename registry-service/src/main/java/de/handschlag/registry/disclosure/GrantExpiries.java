package de.handschlag.registry.disclosure;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Until when grants last, for a page that shows what was disclosed on them. No decision rests on it. */
@ApplicationScoped
class GrantExpiries {

    private final Sql sql;

    GrantExpiries(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** By grant; without those that ended meanwhile. */
    Map<UUID, Instant> of(Collection<UUID> grantIds) {
        Map<UUID, Instant> expiries = new HashMap<>();
        if (!grantIds.isEmpty()) {
            sql.list("""
                    SELECT consent_record_id, expires_at FROM consent_grant
                    WHERE consent_record_id = ANY (?) AND in_force AND expires_at IS NOT NULL""",
                    row -> Map.entry(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()), grantIds)
                    .forEach(entry -> expiries.put(entry.getKey(), entry.getValue()));
        }
        return expiries;
    }
}
