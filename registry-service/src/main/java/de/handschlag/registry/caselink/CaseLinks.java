package de.handschlag.registry.caselink;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/**
 * For whom an agency's case reference stands. For nobody while two links of it are in force, as an agency may use a reference anew
 * before the registry has read that the former link ended (see the index): ambiguous is the same as unknown.
 */
@ApplicationScoped
public class CaseLinks {

    /**
     * Part of a statement that has the agency as {@code reading.agency_id} and the reference as {@code asked.case_reference}:
     * {@code p} is the person and {@code link.agency_type} the agency's type, or both are null.
     */
    public static final String PERSON_OF_THE_CASE = """
            LEFT JOIN LATERAL (
                SELECT (array_agg(l.data_subject_id))[1] AS data_subject_id,
                    (array_agg(l.agency_type))[1] AS agency_type
                FROM case_link l
                WHERE l.agency_id = reading.agency_id AND l.case_reference = asked.case_reference AND l.in_force
                HAVING count(*) = 1
            ) link ON true
            LEFT JOIN person p ON p.data_subject_id = link.data_subject_id AND p.erased_at IS NULL""";

    private final EntityManager entityManager;

    CaseLinks(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * The person, locked against being erased until the transaction ends; empty if the agency has no such case.
     *
     * @param alone whether others who lock the person wait meanwhile
     */
    public Optional<UUID> lockPerson(String agencyId, String caseReference, boolean alone) {
        @SuppressWarnings("unchecked")
        List<UUID> persons = entityManager.createNativeQuery("""
                SELECT p.data_subject_id FROM case_link l JOIN person p USING (data_subject_id)
                WHERE l.agency_id = ?1 AND l.case_reference = ?2 AND l.in_force AND p.erased_at IS NULL
                """ + (alone ? "FOR NO KEY UPDATE OF p" : "FOR SHARE OF p"), UUID.class).setParameter(1, agencyId)
                .setParameter(2, caseReference).getResultList();
        return persons.size() == 1 ? Optional.of(persons.getFirst()) : Optional.empty();
    }
}
