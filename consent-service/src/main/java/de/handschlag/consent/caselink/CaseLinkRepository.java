package de.handschlag.consent.caselink;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.consent.datasubject.PersonJobs.Found;
import de.handschlag.consent.paging.Cursor;

@ApplicationScoped
class CaseLinkRepository implements PanacheRepositoryBase<CaseLink, UUID> {

    Optional<CaseLink> findInForce(String agencyId, String caseReference) {
        return find("agencyId = ?1 and caseReference = ?2 and unlinkedAt is null", agencyId, caseReference)
                .singleResultOptional();
    }

    /** Only the person's id, so that the link itself is read after the person is locked. */
    Optional<UUID> dataSubjectOf(String agencyId, String caseReference) {
        return find("select dataSubjectId from CaseLink where agencyId = ?1 and caseReference = ?2"
                + " and unlinkedAt is null", agencyId, caseReference).project(UUID.class).singleResultOptional();
    }

    boolean existsInForce(String agencyId, UUID dataSubjectId) {
        return count("dataSubjectId = ?1 and agencyId = ?2 and unlinkedAt is null", dataSubjectId, agencyId) > 0;
    }

    Optional<String> newestReference(String agencyId, UUID dataSubjectId) {
        return find(
                "select caseReference from CaseLink where agencyId = ?1 and dataSubjectId = ?2 order by linkedAt desc",
                agencyId, dataSubjectId).project(String.class).firstResultOptional();
    }

    /** Links in force whose newest event does not tell the type that their agency has now. */
    List<Found> withUntoldAgencyType(int limit) {
        return getSession().createNativeQuery("""
                SELECT l.case_link_id, l.data_subject_id FROM case_link l JOIN agency a USING (agency_id)
                WHERE l.unlinked_at IS NULL AND l.told_agency_type IS DISTINCT FROM a.agency_type
                ORDER BY l.case_link_id LIMIT :limit""", Found.class).setParameter("limit", limit).getResultList();
    }

    /** An agency's links in force, newest first, from after the cursor on. */
    List<CaseLink> pageOfAgency(String agencyId, @Nullable Cursor after, int limit) {
        String inForce = "agencyId = ?1 and unlinkedAt is null";
        String order = " order by linkedAt desc, caseLinkId desc";
        return (after == null
                ? find(inForce + order, agencyId)
                : find(inForce + " and (linkedAt < ?2 or (linkedAt = ?2 and caseLinkId < ?3))" + order, agencyId,
                        after.at(), after.id()))
                .page(0, limit).list();
    }

    List<CaseLink> inForceOf(UUID dataSubjectId) {
        return list("dataSubjectId = ?1 and unlinkedAt is null order by linkedAt desc, caseLinkId", dataSubjectId);
    }

    List<CaseLink> ofDataSubject(UUID dataSubjectId) {
        return list("dataSubjectId", dataSubjectId);
    }
}
