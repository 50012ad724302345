package de.handschlag.registry.correction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.registry.correction.CorrectionRequest.End;
import de.handschlag.registry.correction.CorrectionRequest.State;

@ApplicationScoped
class CorrectionRequestRepository implements PanacheRepositoryBase<CorrectionRequest, UUID> {

    /** Whether there is such a person. Keeps others from changing or erasing them until the transaction ends. */
    boolean lockPerson(UUID person) {
        return !getEntityManager().createNativeQuery("""
                SELECT data_subject_id FROM person
                WHERE data_subject_id = ?1 AND erased_at IS NULL FOR NO KEY UPDATE""", UUID.class)
                .setParameter(1, person).getResultList().isEmpty();
    }

    Optional<CorrectionRequest> ofPerson(UUID id, UUID person) {
        return find("correctionRequestId = ?1 and dataSubjectId = ?2", id, person).singleResultOptional();
    }

    /** The agency's; another agency's, and what a person took back, is not found. */
    Optional<CorrectionRequest> ofSource(UUID id, String source) {
        return find("correctionRequestId = ?1 and sourceAgencyId = ?2 and (outcome is null or outcome <> ?3)", id,
                source, End.TAKEN_BACK).singleResultOptional();
    }

    /** Whose request it is, if it is the agency's; reads no more than that, as the person is not locked yet. */
    Optional<UUID> personOf(UUID id, String source) {
        return getEntityManager().createQuery("""
                select dataSubjectId from CorrectionRequest
                where correctionRequestId = ?1 and sourceAgencyId = ?2""", UUID.class).setParameter(1, id)
                .setParameter(2, source).getResultStream().findFirst();
    }

    /** All that were ever made about what one source says of one attribute, as far as they are kept. */
    List<CorrectionRequest> about(UUID person, String attribute, String source) {
        return list("dataSubjectId = ?1 and attribute = ?2 and sourceAgencyId = ?3", person, attribute, source);
    }

    long countOpen(UUID person) {
        return count("dataSubjectId = ?1 and endedAt is null", person);
    }

    /** The newest first. */
    List<CorrectionRequest> shownToPerson(UUID person, int limit) {
        return find(
                "dataSubjectId = ?1 and (outcome is null or outcome <> ?2) order by openedAt desc, correctionRequestId",
                person, End.TAKEN_BACK).page(0, limit).list();
    }

    long countUnanswered(String source) {
        return count("sourceAgencyId = ?1 and endedAt is null", source);
    }

    /**
     * Requests behind another one, the oldest first.
     *
     * @param source whose; null for all agencies
     * @param state  null for any
     * @param after  id of the last one that was seen; null for the start. Behind one that is not there is nothing
     */
    List<CorrectionRequest> behind(@Nullable UUID after, @Nullable String source, @Nullable State state, Instant now,
            int limit) {
        List<String> conditions = new ArrayList<>(List.of("(outcome is null or outcome <> :takenBack)"));
        Map<String, Object> parameters = new HashMap<>(Map.of("takenBack", End.TAKEN_BACK));
        if (source != null) {
            conditions.add("sourceAgencyId = :source");
            parameters.put("source", source);
        }
        if (after != null) {
            CorrectionRequest last = findById(after);
            if (last == null || source != null && !last.source().equals(source)) {
                return List.of();
            }
            // The first of the two says to the index where to begin.
            conditions.add("openedAt >= :at and (openedAt > :at or correctionRequestId > :id)");
            parameters.put("at", last.openedAt());
            parameters.put("id", after);
        }
        if (state != null) {
            conditions.add(switch (state) {
                case OPEN -> "endedAt is null and dueAt > :now";
                case OVERDUE -> "endedAt is null and dueAt <= :now";
                case ANSWERED -> "endedAt is not null";
            });
            if (state != State.ANSWERED) {
                parameters.put("now", now);
            }
        }
        return find(String.join(" and ", conditions) + " order by openedAt, correctionRequestId", parameters)
                .page(0, limit).list();
    }

    /** The agency's own references of a person: those in force, or else those that were and are nobody else's by now. */
    @SuppressWarnings("unchecked")
    List<String> caseReferences(UUID person, String agencyId) {
        return getEntityManager().createNativeQuery("""
                SELECT DISTINCT l.case_reference FROM case_link l
                WHERE l.data_subject_id = ?1 AND l.agency_id = ?2 AND (l.in_force OR NOT EXISTS (
                    SELECT FROM case_link o WHERE o.data_subject_id = ?1 AND o.agency_id = ?2 AND o.in_force)
                    AND NOT EXISTS (SELECT FROM case_link x WHERE x.agency_id = ?2 AND x.in_force
                        AND x.case_reference = l.case_reference AND x.data_subject_id <> ?1))
                ORDER BY l.case_reference""", String.class).setParameter(1, person).setParameter(2, agencyId)
                .getResultList();
    }

    /** Late ones, and answers, of which the person is not told, locked; those that another replica holds are left to it. */
    List<CorrectionRequest> lockUntold(Instant now, int limit) {
        List<CorrectionRequest> untold = new ArrayList<>(
                lockFree(find("endedAt is null and overdueToldAt is null and dueAt <= ?1 order by dueAt", now), limit));
        untold.addAll(lockFree(find("endedAt is not null and answerToldAt is null order by endedAt"), limit));
        return untold;
    }

    private static List<CorrectionRequest> lockFree(PanacheQuery<CorrectionRequest> found, int limit) {
        return found.page(0, limit).withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI).list();
    }

    /**
     * What ended before then goes. What keeps an unchanged value from being restricted again stays while there is a value, without what
     * the person wrote.
     */
    void forget(Instant endedBefore) {
        getEntityManager().createNativeQuery("""
                DELETE FROM correction_request r WHERE r.ended_at < ?1
                    AND (r.outcome IN ('CORRECTED', 'DELETED') OR r.outcome = 'TAKEN_BACK' AND NOT r.restricts
                        OR NOT EXISTS (SELECT FROM attribute_value v WHERE v.data_subject_id = r.data_subject_id
                            AND v.attribute = r.attribute AND v.source_agency_id = r.source_agency_id))""")
                .setParameter(1, endedBefore).executeUpdate();
        getEntityManager().createNativeQuery("""
                UPDATE correction_request SET sealed_right_value = NULL, sealed_words = NULL
                WHERE ended_at < ?1 AND (sealed_right_value IS NOT NULL OR sealed_words IS NOT NULL)""")
                .setParameter(1, endedBefore).executeUpdate();
    }
}
