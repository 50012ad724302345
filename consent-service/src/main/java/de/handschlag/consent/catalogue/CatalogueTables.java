package de.handschlag.consent.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;

/** Brings the catalogue's tables to what the files say. Plain SQL: an upsert that touches only what differs. */
@ApplicationScoped
class CatalogueTables {

    private static final String UPSERT_ATTRIBUTE = """
            INSERT INTO attribute AS t (key, label_de, category, standard, sensitivity, shareable)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET label_de = EXCLUDED.label_de, category = EXCLUDED.category,
                standard = EXCLUDED.standard, sensitivity = EXCLUDED.sensitivity, shareable = EXCLUDED.shareable,
                retired = false
            WHERE (t.label_de, t.category, t.standard, t.sensitivity, t.shareable, t.retired) IS DISTINCT FROM
                (EXCLUDED.label_de, EXCLUDED.category, EXCLUDED.standard, EXCLUDED.sensitivity, EXCLUDED.shareable, false)
            """;
    private static final String UPSERT_PURPOSE = """
            INSERT INTO purpose AS t (key, label_de, basis_kind, dpv_iri, legal_basis, statute)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET label_de = EXCLUDED.label_de, basis_kind = EXCLUDED.basis_kind,
                dpv_iri = EXCLUDED.dpv_iri, legal_basis = EXCLUDED.legal_basis, statute = EXCLUDED.statute, retired = false
            WHERE (t.label_de, t.basis_kind, t.dpv_iri, t.legal_basis, t.statute, t.retired) IS DISTINCT FROM
                (EXCLUDED.label_de, EXCLUDED.basis_kind, EXCLUDED.dpv_iri, EXCLUDED.legal_basis, EXCLUDED.statute, false)
            """;
    private static final String UPSERT_AGENCY_TYPE = """
            INSERT INTO agency_type AS t (key, label_de, sector, data_protection_regime, enforcement_function,
                professional_secrecy)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET label_de = EXCLUDED.label_de, sector = EXCLUDED.sector,
                data_protection_regime = EXCLUDED.data_protection_regime,
                enforcement_function = EXCLUDED.enforcement_function,
                professional_secrecy = EXCLUDED.professional_secrecy, retired = false
            WHERE (t.label_de, t.sector, t.data_protection_regime, t.enforcement_function, t.professional_secrecy,
                t.retired) IS DISTINCT FROM (EXCLUDED.label_de, EXCLUDED.sector, EXCLUDED.data_protection_regime,
                EXCLUDED.enforcement_function, EXCLUDED.professional_secrecy, false)
            """;

    private final AgroalDataSource dataSource;

    CatalogueTables(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Makes the tables equal to the files; what left the files is retired. Returns how many rows changed. */
    @Transactional
    int replaceBy(Catalogue catalogue) {
        try (Connection connection = dataSource.getConnection()) {
            // Two replicas that start together import one after the other.
            connection.createStatement().execute("SELECT pg_advisory_xact_lock(hashtext('catalogue'))");
            return upsertAttributes(connection, catalogue.attributes().values())
                    + upsertPurposes(connection, catalogue.purposes().values())
                    + upsertAgencyTypes(connection, catalogue.agencyTypes().values())
                    + retire(connection, "attribute", catalogue.attributes().keySet())
                    + retire(connection, "purpose", catalogue.purposes().keySet())
                    + retire(connection, "agency_type", catalogue.agencyTypes().keySet());
        } catch (SQLException e) {
            throw new IllegalStateException("The catalogue cannot be written to the database.", e);
        }
    }

    private static int upsertAttributes(Connection connection, Collection<Attribute> attributes) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT_ATTRIBUTE)) {
            int changed = 0;
            for (Attribute attribute : attributes) {
                changed += execute(upsert, attribute.key(), attribute.labelDe(), attribute.category(),
                        attribute.standard(), attribute.sensitivity().name(), attribute.shareable());
            }
            return changed;
        }
    }

    private static int upsertPurposes(Connection connection, Collection<Purpose> purposes) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT_PURPOSE)) {
            int changed = 0;
            for (Purpose purpose : purposes) {
                changed += execute(upsert, purpose.key(), purpose.labelDe(), purpose.basisKind().name(),
                        purpose.dpvIri(), purpose.legalBasis(), purpose.statute());
            }
            return changed;
        }
    }

    private static int upsertAgencyTypes(Connection connection, Collection<AgencyType> types) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT_AGENCY_TYPE)) {
            int changed = 0;
            for (AgencyType type : types) {
                changed += execute(upsert, type.key(), type.labelDe(), type.sector().name(),
                        type.dataProtectionRegime(), type.enforcementFunction(), type.professionalSecrecy());
            }
            return changed;
        }
    }

    private static int retire(Connection connection, String table, Collection<String> keys) throws SQLException {
        try (PreparedStatement retire = connection.prepareStatement(
                "UPDATE " + table + " SET retired = true WHERE NOT retired AND key <> ALL (?)")) {
            retire.setArray(1, connection.createArrayOf("text", keys.toArray()));
            return retire.executeUpdate();
        }
    }

    private static int execute(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeUpdate();
    }
}
