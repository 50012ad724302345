package de.handschlag.registry.attributevalue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class AttributeValueRepository implements PanacheRepositoryBase<AttributeValue, AttributeValue.Key> {

    /**
     * The person behind an agency's own case, locked against being erased until the transaction ends. Empty if there is no
     * such case, or two (see the migration).
     */
    Optional<UUID> lockPerson(String agencyId, String caseReference) {
        @SuppressWarnings("unchecked")
        List<UUID> persons = getEntityManager().createNativeQuery("""
                SELECT p.data_subject_id FROM case_link l JOIN person p USING (data_subject_id)
                WHERE l.agency_id = ?1 AND l.case_reference = ?2 AND l.in_force AND p.erased_at IS NULL
                FOR SHARE OF p""", UUID.class).setParameter(1, agencyId).setParameter(2, caseReference)
                .getResultList();
        return persons.size() == 1 ? Optional.of(persons.getFirst()) : Optional.empty();
    }

    List<AttributeValue> contributions(UUID dataSubjectId, String sourceAgencyId) {
        return list("dataSubjectId = ?1 and sourceAgencyId = ?2 order by attribute", dataSubjectId, sourceAgencyId);
    }

    /** Puts a value in place of what the same source said before; two at once leave one of them. */
    void put(AttributeValue.Key key, String value, LocalDate asOf, Instant recordedAt) {
        AttributeValue former = findById(key, LockModeType.PESSIMISTIC_WRITE);
        if (former != null && !(former.value.equals(value) && former.asOf.equals(asOf))) {
            noteCorrection(former);
        }
        getEntityManager().createNativeQuery("""
                INSERT INTO attribute_value (data_subject_id, attribute, source_agency_id, value, as_of, recorded_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (data_subject_id, attribute, source_agency_id) DO UPDATE
                SET value = excluded.value, as_of = excluded.as_of, recorded_at = excluded.recorded_at""")
                .setParameter(1, key.dataSubjectId()).setParameter(2, key.attribute())
                .setParameter(3, key.sourceAgencyId()).setParameter(4, value).setParameter(5, asOf)
                .setParameter(6, recordedAt).executeUpdate();
    }

    /** Takes a value back; false if there is none. */
    boolean remove(AttributeValue.Key key) {
        AttributeValue former = findById(key, LockModeType.PESSIMISTIC_WRITE);
        if (former == null) {
            return false;
        }
        noteCorrection(former);
        delete(former);
        return true;
    }

    /** For those who received the former value (R24); with the change or not at all. */
    private void noteCorrection(AttributeValue former) {
        getEntityManager().createNativeQuery("""
                INSERT INTO value_correction (data_subject_id, attribute, source_agency_id, replaced_recorded_at)
                VALUES (?1, ?2, ?3, ?4)""").setParameter(1, former.dataSubjectId).setParameter(2, former.attribute)
                .setParameter(3, former.sourceAgencyId).setParameter(4, former.recordedAt).executeUpdate();
    }
}
