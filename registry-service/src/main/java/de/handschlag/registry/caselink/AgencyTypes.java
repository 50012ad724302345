package de.handschlag.registry.caselink;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Of which type agencies are, as their cases say. */
@ApplicationScoped
public class AgencyTypes {

    private final Sql sql;

    AgencyTypes(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /**
     * What cases say of an agency's type.
     *
     * @param ofCases  as {@link #ofCases}
     * @param ofAgency what some case of the agency says; null if it has none, or its type was not told yet
     */
    public record Told(@Nullable String ofCases, @Nullable String ofAgency) {

        public static final Told NOTHING = new Told(null, null);
    }

    /**
     * The type that the agency has with these cases, and with any: in one statement, that takes the same steps whether it has the cases or
     * not (R10).
     *
     * @throws de.handschlag.database.DatabaseException if the database does not answer
     */
    public Told told(String agencyId, List<String> caseReferences) {
        Set<String> ofCases = new HashSet<>();
        Set<String> ofAgency = new HashSet<>();
        sql.list("""
                (SELECT agency_type, true AS asked FROM case_link
                    WHERE agency_id = ? AND case_reference = ANY (?) AND in_force)
                UNION ALL
                (SELECT agency_type, false FROM case_link WHERE agency_id = ? AND in_force LIMIT 1)""",
                row -> (row.getBoolean(2) ? ofCases : ofAgency).add(row.getString(1)), agencyId, caseReferences,
                agencyId);
        return new Told(only(ofCases), only(ofAgency));
    }

    private static @Nullable String only(Set<String> types) {
        return types.size() == 1 ? types.iterator().next() : null;
    }

    /**
     * The type that the agency has with all of these cases that exist. The read itself looks at each case once more, so that a
     * change in between discloses nothing.
     *
     * @return null if there is no such case, its type was not told yet, or it is just being changed: nothing may rest on it
     * @throws de.handschlag.database.DatabaseException if the database does not answer
     */
    @Nullable
    public String ofCases(String agencyId, List<String> caseReferences) {
        Set<String> types = new HashSet<>(sql.list("""
                SELECT agency_type FROM case_link WHERE agency_id = ? AND case_reference = ANY (?) AND in_force""",
                row -> row.getString(1), agencyId, caseReferences));
        return only(types);
    }
}
