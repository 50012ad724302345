package de.handschlag.consent.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeAttribute;
import de.handschlag.catalogue.PurposeUse;

/** Brings the catalogue's tables to what the files say. Plain SQL: an upsert that touches only what differs. */
@ApplicationScoped
class CatalogueTables {

    private static final String UPSERT_ATTRIBUTE = """
            INSERT INTO attribute AS t (key, label_de, category, standard, sensitivity, shareable)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET label_de = EXCLUDED.label_de, category = EXCLUDED.category,
                standard = EXCLUDED.standard, sensitivity = EXCLUDED.sensitivity, shareable = EXCLUDED.shareable,
                sensitivity_since = CASE WHEN t.sensitivity = EXCLUDED.sensitivity THEN t.sensitivity_since ELSE now() END,
                retired = false
            WHERE (t.label_de, t.category, t.standard, t.sensitivity, t.shareable, t.retired) IS DISTINCT FROM
                (EXCLUDED.label_de, EXCLUDED.category, EXCLUDED.standard, EXCLUDED.sensitivity, EXCLUDED.shareable, false)
            """;
    private static final String UPSERT_PURPOSE = """
            INSERT INTO purpose AS t (key, label_de, basis_kind, dpv_iri, legal_basis, norm)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET label_de = EXCLUDED.label_de, basis_kind = EXCLUDED.basis_kind,
                dpv_iri = EXCLUDED.dpv_iri, legal_basis = EXCLUDED.legal_basis, norm = EXCLUDED.norm, retired = false
            WHERE (t.label_de, t.basis_kind, t.dpv_iri, t.legal_basis, t.norm, t.retired) IS DISTINCT FROM
                (EXCLUDED.label_de, EXCLUDED.basis_kind, EXCLUDED.dpv_iri, EXCLUDED.legal_basis, EXCLUDED.norm, false)
            """;
    private static final String ADD_RETIRED_PURPOSE = """
            INSERT INTO purpose (key, label_de, basis_kind, dpv_iri, legal_basis, retired)
            VALUES (?, ?, 'CONSENT', '', ?, true) ON CONFLICT DO NOTHING""";
    private static final String UPSERT_AGENCY_TYPE = """
            INSERT INTO agency_type AS t (key, label_de, sector, default_regime, enforcement_function, bound_to_secrecy,
                default_authority, may_inform_immigration_office)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET label_de = EXCLUDED.label_de, sector = EXCLUDED.sector,
                default_regime = EXCLUDED.default_regime, enforcement_function = EXCLUDED.enforcement_function,
                bound_to_secrecy = EXCLUDED.bound_to_secrecy, default_authority = EXCLUDED.default_authority,
                may_inform_immigration_office = EXCLUDED.may_inform_immigration_office, retired = false
            WHERE (t.label_de, t.sector, t.default_regime, t.enforcement_function, t.bound_to_secrecy,
                t.default_authority, t.may_inform_immigration_office, t.retired) IS DISTINCT FROM (EXCLUDED.label_de,
                EXCLUDED.sector, EXCLUDED.default_regime, EXCLUDED.enforcement_function, EXCLUDED.bound_to_secrecy,
                EXCLUDED.default_authority, EXCLUDED.may_inform_immigration_office, false)
            """;
    /** Agencies from before these belonged to the agency. */
    private static final String DEFAULTS_OF_AGENCIES = """
            UPDATE agency a SET sector = t.sector, data_protection_regime = t.default_regime,
                authority = t.default_authority, may_inform_immigration_office = t.may_inform_immigration_office
            FROM agency_type t
            WHERE t.key = a.agency_type AND a.sector IS NULL""";

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
                    + replaceUses(connection, catalogue) + replaceConsentAttributes(connection, catalogue)
                    + fillDefaultsOfAgencies(connection)
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
                        attribute.standard(), attribute.sensitivity().name(), attribute.shareable().name());
            }
            return changed;
        }
    }

    private static int upsertPurposes(Connection connection, Collection<Purpose> purposes) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT_PURPOSE)) {
            int changed = 0;
            for (Purpose purpose : purposes) {
                changed += execute(upsert, purpose.key(), purpose.labelDe(), purpose.basisKind().name(),
                        purpose.dpvIri(), purpose.legalBasisDe(), purpose.norm());
            }
            return changed;
        }
    }

    private static int upsertAgencyTypes(Connection connection, Collection<AgencyType> types) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT_AGENCY_TYPE)) {
            int changed = 0;
            for (AgencyType type : types) {
                changed += execute(upsert, type.key(), type.labelDe(), type.sector().name(), type.defaultRegime(),
                        type.enforcementFunction(), type.boundToSecrecy(), type.defaultAuthority(),
                        type.mayInformImmigrationOffice());
            }
            return changed;
        }
    }

    private static int replaceUses(Connection connection, Catalogue catalogue) throws SQLException {
        List<PurposeUse> uses = catalogue.purposes().keySet().stream()
                .flatMap(purpose -> catalogue.usesOf(purpose).stream()).toList();
        return replaceRows(connection, "purpose_use", "purpose, agency_type, basis",
                uses.stream().map(PurposeUse::purpose), uses.stream().map(PurposeUse::agencyType),
                uses.stream().map(use -> use.basis().name()));
    }

    private static int replaceConsentAttributes(Connection connection, Catalogue catalogue) throws SQLException {
        List<PurposeAttribute> rows = catalogue.purposes().keySet().stream()
                .flatMap(purpose -> catalogue.attributesOf(purpose).stream())
                .filter(row -> row.basis() == Basis.CONSENT).toList();
        return replaceRows(connection, "consent_attribute", "purpose, attribute",
                rows.stream().map(PurposeAttribute::purpose), rows.stream().map(PurposeAttribute::attribute));
    }

    /** Rows that are their own key: those that are missing are added, those that left the files go. */
    @SafeVarargs
    private static int replaceRows(Connection connection, String table, String columns, Stream<String>... values)
            throws SQLException {
        String rows = "SELECT * FROM unnest(" + "?::text[], ".repeat(values.length - 1) + "?::text[])";
        try (PreparedStatement remove = connection
                .prepareStatement("DELETE FROM " + table + " WHERE (" + columns + ") NOT IN (" + rows + ")");
                PreparedStatement add = connection.prepareStatement(
                        "INSERT INTO " + table + " (" + columns + ") " + rows + " ON CONFLICT DO NOTHING")) {
            for (int i = 0; i < values.length; i++) {
                Object[] column = values[i].toArray();
                remove.setArray(i + 1, connection.createArrayOf("text", column));
                add.setArray(i + 1, connection.createArrayOf("text", column));
            }
            return remove.executeUpdate() + add.executeUpdate();
        }
    }

    /** A row for a purpose that was in the catalogue once, so that a record of that time can refer to it. */
    void addRetired(String purpose, String legalBasis) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement add = connection.prepareStatement(ADD_RETIRED_PURPOSE)) {
            execute(add, purpose, purpose, legalBasis);
        } catch (SQLException e) {
            throw new IllegalStateException("The catalogue cannot be written to the database.", e);
        }
    }

    private static int fillDefaultsOfAgencies(Connection connection) throws SQLException {
        try (PreparedStatement fill = connection.prepareStatement(DEFAULTS_OF_AGENCIES)) {
            return fill.executeUpdate();
        }
    }

    private static int retire(Connection connection, String table, Collection<String> keys) throws SQLException {
        try (PreparedStatement retire = connection
                .prepareStatement("UPDATE " + table + " SET retired = true WHERE NOT retired AND key <> ALL (?)")) {
            retire.setArray(1, connection.createArrayOf("text", keys.toArray()));
            return retire.executeUpdate();
        }
    }

    private static int execute(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeUpdate();
    }
}
