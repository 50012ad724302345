package de.handschlag.consent.catalogue;

import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeAttribute;
import de.handschlag.catalogue.PurposeUse;
import de.handschlag.database.Sql;
import de.handschlag.database.TurnLock;

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

    private final Sql sql;

    CatalogueTables(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** Makes the tables equal to the files; what left the files is retired. Returns how many rows changed. */
    @Transactional
    // Thousands of rows at the first start: a busy machine takes longer than a request may.
    @TransactionConfiguration(timeout = 300)
    int replaceBy(Catalogue catalogue) {
        // Two replicas that start together import one after the other.
        TurnLock.CATALOGUE.take(sql);
        int changed = 0;
        for (Attribute attribute : catalogue.attributes().values()) {
            changed += sql.update(UPSERT_ATTRIBUTE, attribute.key(), attribute.labelDe(), attribute.category(),
                    attribute.standard(), attribute.sensitivity(), attribute.shareable());
        }
        for (Purpose purpose : catalogue.purposes().values()) {
            changed += sql.update(UPSERT_PURPOSE, purpose.key(), purpose.labelDe(), purpose.basisKind(),
                    purpose.dpvIri(), purpose.legalBasisDe(), purpose.norm());
        }
        for (AgencyType type : catalogue.agencyTypes().values()) {
            changed += sql.update(UPSERT_AGENCY_TYPE, type.key(), type.labelDe(), type.sector(), type.defaultRegime(),
                    type.enforcementFunction(), type.boundToSecrecy(), type.defaultAuthority(),
                    type.mayInformImmigrationOffice());
        }
        return changed + replaceUses(catalogue) + replaceConsentAttributes(catalogue) + sql.update(DEFAULTS_OF_AGENCIES)
                + retire("attribute", catalogue.attributes().keySet())
                + retire("purpose", catalogue.purposes().keySet())
                + retire("agency_type", catalogue.agencyTypes().keySet());
    }

    private int replaceUses(Catalogue catalogue) {
        List<PurposeUse> uses = catalogue.purposes().keySet().stream()
                .flatMap(purpose -> catalogue.usesOf(purpose).stream()).toList();
        return replaceRows("purpose_use", "purpose, agency_type, basis", "?::text[], ?::text[], ?::text[]",
                uses.stream().map(PurposeUse::purpose).toList(), uses.stream().map(PurposeUse::agencyType).toList(),
                uses.stream().map(PurposeUse::basis).toList());
    }

    private int replaceConsentAttributes(Catalogue catalogue) {
        List<PurposeAttribute> rows = catalogue.purposes().keySet().stream()
                .flatMap(purpose -> catalogue.attributesOf(purpose).stream())
                .filter(row -> row.basis() == Basis.CONSENT).toList();
        return replaceRows("consent_attribute", "purpose, attribute", "?::text[], ?::text[]",
                rows.stream().map(PurposeAttribute::purpose).toList(),
                rows.stream().map(PurposeAttribute::attribute).toList());
    }

    /** Rows that are their own key: those that are missing are added, those that left the files go. */
    private int replaceRows(String table, String columns, String arrays, Object... keys) {
        String rows = "SELECT * FROM unnest(" + arrays + ")";
        return sql.update("DELETE FROM " + table + " WHERE (" + columns + ") NOT IN (" + rows + ")", keys)
                + sql.update("INSERT INTO " + table + " (" + columns + ") " + rows + " ON CONFLICT DO NOTHING", keys);
    }

    /** A row for a purpose that was in the catalogue once, so that a record of that time can refer to it. */
    void addRetired(String purpose, String legalBasis) {
        sql.update(ADD_RETIRED_PURPOSE, purpose, purpose, legalBasis);
    }

    private int retire(String table, Collection<String> keys) {
        return sql.update("UPDATE " + table + " SET retired = true WHERE NOT retired AND key <> ALL (?)", keys);
    }
}
