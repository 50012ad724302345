package de.handschlag.registry.notification;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.database.Sql;

/**
 * To whom an obligation names the source whose release from secrecy ended (R9). That a person has a counselling service at all is for
 * those only who could read its values (R37).
 */
@ApplicationScoped
class ReleasedSources {

    /**
     * The source of the obligation {@code o}, or null if it is not named: it was answered, the client is not entitled to the purpose, the
     * grant or the case is over, or the source betrays a place (ADR 68), or may do so, as nobody has told of which type it is or the
     * catalogue does not have it. That holds whether there is a disclosure block or not. Its parameters are the client's purposes and
     * the types that betray no place.
     */
    static final String NAMED = """
            CASE WHEN o.answered_at IS NULL AND o.purpose = ANY (?)
                AND EXISTS (SELECT FROM consent_grant g
                    JOIN case_link l ON l.data_subject_id = g.data_subject_id AND l.agency_id = g.agency_id
                    WHERE g.consent_record_id = o.consent_record_id AND g.in_force AND g.expires_at > now()
                        AND l.in_force AND l.case_reference = ANY (o.case_references))
                AND (SELECT array_agg(known.type) <@ ?::text[]
                    FROM (SELECT unnest(v.source_agency_types) AS type FROM attribute_value v
                        WHERE v.data_subject_id = o.data_subject_id AND v.source_agency_id = o.released_source
                        UNION SELECT l.agency_type FROM case_link l
                        WHERE l.data_subject_id = o.data_subject_id AND l.agency_id = o.released_source
                            AND l.agency_type IS NOT NULL) known)
            THEN o.released_source END
            """;

    private static final String NAMING = "SELECT o.obligation_id FROM obligation o WHERE o.obligation_id = ANY (?) AND "
            + NAMED + " IS NOT NULL";

    private final Sql sql;
    private final Set<String> nameableTypes;

    ReleasedSources(AgroalDataSource dataSource, Catalogue catalogue) {
        this.sql = new Sql(dataSource);
        this.nameableTypes = catalogue.nameableTypes();
    }

    /** Types of agency that may be named. */
    Set<String> nameableTypes() {
        return nameableTypes;
    }

    /**
     * Those of the obligations that name their source.
     *
     * @param purposes to which the client is entitled
     */
    Set<UUID> named(Collection<UUID> obligationIds, Collection<String> purposes) {
        return obligationIds.isEmpty()
                ? Set.of()
                : new HashSet<>(
                        sql.list(NAMING, row -> row.getObject(1, UUID.class), obligationIds, purposes, nameableTypes));
    }
}
