package de.handschlag.registry.attributevalue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.catalogue.ValueForm;

@ApplicationScoped
class AttributeValueRepository implements PanacheRepositoryBase<AttributeValue, AttributeValue.Key> {

    List<AttributeValue> contributions(UUID dataSubjectId, String sourceAgencyId) {
        return list("dataSubjectId = ?1 and sourceAgencyId = ?2 order by attribute", dataSubjectId, sourceAgencyId);
    }

    /** What the source said before, locked against being changed meanwhile; null if nothing. */
    @Nullable
    AttributeValue former(AttributeValue.Key key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Puts a value in place of what the same source said before; two at once leave one of them. Of which type the source is, its
     * links to the person say (ADR 45); the person is locked, so they do not change meanwhile. What the person has restricted stays
     * so, also if the source took it back in between: the end of the request lifts it (ADR 73).
     *
     * @param form that the attribute has in the catalogue
     */
    void put(AttributeValue.Key key, byte[] sealedValue, LocalDate asOf, Instant recordedAt, ValueForm form) {
        getEntityManager().createNativeQuery("""
                INSERT INTO attribute_value (data_subject_id, attribute, source_agency_id, sealed_value, as_of,
                    recorded_at, form, source_agency_types, restricted)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
                    (SELECT coalesce(array_agg(DISTINCT l.agency_type) FILTER (WHERE l.agency_type IS NOT NULL), '{}')
                        FROM case_link l WHERE l.data_subject_id = ?1 AND l.agency_id = ?3 AND l.in_force),
                    EXISTS (SELECT FROM correction_request r WHERE r.data_subject_id = ?1 AND r.attribute = ?2
                        AND r.source_agency_id = ?3 AND r.ended_at IS NULL AND r.restricts))
                ON CONFLICT (data_subject_id, attribute, source_agency_id) DO UPDATE
                SET sealed_value = excluded.sealed_value, as_of = excluded.as_of, recorded_at = excluded.recorded_at,
                    form = excluded.form, source_agency_types = excluded.source_agency_types""")
                .setParameter(1, key.dataSubjectId()).setParameter(2, key.attribute())
                .setParameter(3, key.sourceAgencyId()).setParameter(4, sealedValue).setParameter(5, asOf)
                .setParameter(6, recordedAt).setParameter(7, form.name()).executeUpdate();
    }

    /** Has the person say whether any source has set a disclosure block (R14); the person is locked alone. */
    void markDisclosureBlock(UUID dataSubjectId, String attribute) {
        flush();
        getEntityManager().createNativeQuery("""
                UPDATE person SET disclosure_blocked = EXISTS (SELECT FROM attribute_value v
                    WHERE v.data_subject_id = person.data_subject_id AND v.attribute = ?2)
                WHERE data_subject_id = ?1""").setParameter(1, dataSubjectId).setParameter(2, attribute)
                .executeUpdate();
    }

    /** Whether the person has it restricted (Art. 18 GDPR). */
    void markRestricted(AttributeValue.Key of, boolean restricted) {
        getEntityManager().createNativeQuery("""
                UPDATE attribute_value SET restricted = ?4
                WHERE data_subject_id = ?1 AND attribute = ?2 AND source_agency_id = ?3""")
                .setParameter(1, of.dataSubjectId()).setParameter(2, of.attribute())
                .setParameter(3, of.sourceAgencyId()).setParameter(4, restricted).executeUpdate();
    }

    /** For those who received the former value (R24), which is still there; with the change or not at all. */
    void noteCorrection(AttributeValue former) {
        getEntityManager().createNativeQuery("""
                INSERT INTO value_correction (data_subject_id, attribute, source_agency_id, replaced_recorded_at,
                    source_agency_types)
                SELECT data_subject_id, attribute, source_agency_id, ?4, source_agency_types FROM attribute_value
                WHERE data_subject_id = ?1 AND attribute = ?2 AND source_agency_id = ?3""")
                .setParameter(1, former.dataSubjectId()).setParameter(2, former.attribute())
                .setParameter(3, former.sourceAgencyId()).setParameter(4, former.recordedAt()).executeUpdate();
    }
}
