package de.handschlag.registry.caselink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

/** Of which type agencies are, as their cases say. */
@ApplicationScoped
public class AgencyTypes {

    private final AgroalDataSource dataSource;

    AgencyTypes(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The type that the agency has with all of these cases that exist. The read itself looks at each case once more, so that a
     * change in between discloses nothing.
     *
     * @return null if there is no such case, its type was not told yet, or it is just being changed: nothing may rest on it
     * @throws IllegalStateException if the database does not answer
     */
    @Nullable
    public String ofCases(String agencyId, List<String> caseReferences) {
        Set<String> types = new HashSet<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT agency_type FROM case_link
                        WHERE agency_id = ? AND case_reference = ANY (?) AND in_force""")) {
            select.setString(1, agencyId);
            select.setArray(2, connection.createArrayOf("text", caseReferences.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    types.add(row.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the type of an agency cannot be read", e);
        }
        return types.size() == 1 ? types.iterator().next() : null;
    }
}
