package de.handschlag.registry.emergency;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class EmergencyAccessRepository implements PanacheRepositoryBase<EmergencyAccess, UUID> {

    /**
     * The person behind an agency's own case, locked against being erased until the transaction ends. Empty if there is no
     * such case, or two (see the migration).
     */
    Optional<UUID> lockPerson(String agencyId, String caseReference) {
        @SuppressWarnings("unchecked")
        List<UUID> persons = getEntityManager().createNativeQuery("""
                SELECT p.data_subject_id FROM case_link l JOIN person p USING (data_subject_id)
                WHERE l.agency_id = ?1 AND l.case_reference = ?2 AND l.in_force AND p.erased_at IS NULL
                FOR SHARE OF p""", UUID.class).setParameter(1, agencyId).setParameter(2, caseReference).getResultList();
        return persons.size() == 1 ? Optional.of(persons.getFirst()) : Optional.empty();
    }

    /** An access, locked so that two reviews of it follow each other. */
    Optional<EmergencyAccess> lock(UUID emergencyAccessId) {
        return findByIdOptional(emergencyAccessId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Those that nobody has reviewed yet, the oldest first. */
    PanacheQuery<EmergencyAccess> unreviewed() {
        return find("outcome is null order by openedAt, emergencyAccessId");
    }

    /** Those that are reviewed, the latest first. */
    PanacheQuery<EmergencyAccess> reviewed() {
        return find("outcome is not null order by reviewedAt desc, emergencyAccessId");
    }

    /** Those that nobody has reviewed in time, the oldest first. */
    PanacheQuery<EmergencyAccess> overdue(Instant now) {
        return find("outcome is null and reviewDueAt < ?1 order by openedAt, emergencyAccessId", now);
    }
}
