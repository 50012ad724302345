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

    /** An access, locked so that two reviews of it follow each other. */
    Optional<EmergencyAccess> lock(UUID emergencyAccessId) {
        return findByIdOptional(emergencyAccessId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Those that nobody has reviewed yet, the oldest first. */
    PanacheQuery<EmergencyAccess> unreviewed() {
        return find("outcome is null order by openedAt, emergencyAccessId");
    }

    /** Those of an agency that nobody has reviewed yet, the oldest first. */
    PanacheQuery<EmergencyAccess> unreviewedOf(String agencyId) {
        return find("agencyId = ?1 and outcome is null order by openedAt, emergencyAccessId", agencyId);
    }

    /** How many accesses of an agency wait for a reviewer other than this one, who opened the rest. */
    long countForReview(String agencyId, String reviewerId) {
        return count("agencyId = ?1 and outcome is null and employeeId <> ?2", agencyId, reviewerId);
    }

    /** Those that are reviewed, the latest first. */
    PanacheQuery<EmergencyAccess> reviewed() {
        return find("outcome is not null order by reviewedAt desc, emergencyAccessId");
    }

    /** Those that their persons may know of and are not told of, the longest waiting first. */
    List<EmergencyNews.Untold> untold(Instant now, int limit) {
        return find("select emergencyAccessId, dataSubjectId from EmergencyAccess where personToldAt is null"
                + " and coalesce(noticeDeferredUntil, openedAt) <= ?1"
                + " order by coalesce(noticeDeferredUntil, openedAt), emergencyAccessId", now)
                .project(EmergencyNews.Untold.class).page(0, limit).list();
    }

    void personIsTold(UUID emergencyAccessId, Instant now) {
        update("personToldAt = ?1 where emergencyAccessId = ?2 and personToldAt is null", now, emergencyAccessId);
    }

    /** Those that nobody has reviewed in time, the oldest first. */
    PanacheQuery<EmergencyAccess> overdue(Instant now) {
        return find("outcome is null and reviewDueAt < ?1 order by openedAt, emergencyAccessId", now);
    }
}
