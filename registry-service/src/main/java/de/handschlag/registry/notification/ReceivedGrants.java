package de.handschlag.registry.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/**
 * Grants of an agency that end soon. Only those under which it received data: that another one is there, and later is not any more,
 * would tell of a withdrawal (R10).
 */
@ApplicationScoped
public class ReceivedGrants {

    /** What ends within this time is shown as ending soon. */
    public static final Duration SOON = Duration.ofDays(14);

    private static final String ENDING = """
            FROM consent_grant g JOIN grant_disclosure d USING (consent_record_id)
            WHERE d.agency_id = ? AND g.purpose = ANY (?) AND g.in_force AND g.expires_at > ? AND g.expires_at <= ?""";

    private final Sql sql;

    ReceivedGrants(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /**
     * A grant that ends.
     *
     * @param caseReferences the agency's own, under which it received data
     * @param attributes     keys of what it received
     */
    public record Ending(List<String> caseReferences, String purpose, List<String> attributes, Instant expiresAt) {}

    /** How many of these purposes end until then. */
    public long count(String agencyId, Set<String> purposes, Instant now, Instant until) {
        return sql.one("SELECT count(*) " + ENDING, row -> row.getLong(1), agencyId, purposes, now, until);
    }

    /** Those of these purposes that end until then, the soonest first. */
    public List<Ending> ending(String agencyId, Set<String> purposes, Instant now, Instant until, int limit) {
        return sql.list(
                "SELECT d.case_references, g.purpose, d.attributes, g.expires_at " + ENDING
                        + " ORDER BY g.expires_at, g.consent_record_id LIMIT ?",
                row -> new Ending(texts(Sql.array(row, 1, String[].class)), row.getString(2),
                        texts(Sql.array(row, 3, String[].class)), row.getTimestamp(4).toInstant()),
                agencyId, purposes, now, until, limit);
    }

    private static List<String> texts(@Nullable List<String> column) {
        return column == null ? List.of() : column;
    }
}
