package de.handschlag.registry.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.registry.notification.Obligation.State;

@ApplicationScoped
class ObligationRepository implements PanacheRepositoryBase<Obligation, UUID> {

    /** How long whoever gave an answer may take to have it recorded. */
    private static final Duration BEING_RECORDED = Duration.ofSeconds(10);

    /** The agency's obligation, locked until the transaction ends; another agency's is not found. */
    Optional<Obligation> lock(UUID obligationId, String agencyId) {
        return find("obligationId = ?1 and agencyId = ?2", obligationId, agencyId)
                .withLock(LockModeType.PESSIMISTIC_WRITE).singleResultOptional();
    }

    /**
     * Obligations behind another one, the oldest first.
     *
     * @param agencyId whose; null for all agencies
     * @param purposes null for all
     * @param state    null for any
     * @param after    id of the last one that was seen; null for the start. Behind one that is not there is nothing
     */
    List<Obligation> behind(@Nullable UUID after, @Nullable String agencyId, @Nullable Set<String> purposes,
            @Nullable State state, Instant now, int limit) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        if (agencyId != null) {
            conditions.add("agencyId = :agency");
            parameters.put("agency", agencyId);
        }
        if (purposes != null) {
            conditions.add("purpose in :purposes");
            parameters.put("purposes", purposes);
        }
        if (after != null) {
            Obligation last = findById(after);
            if (last == null || agencyId != null && !last.agencyId().equals(agencyId)) {
                return List.of();
            }
            // The first of the two says to the index where to begin.
            conditions.add("openedAt >= :at and (openedAt > :at or obligationId > :id)");
            parameters.put("at", last.openedAt());
            parameters.put("id", after);
        }
        if (state != null) {
            conditions.add(switch (state) {
                case OPEN -> "answeredAt is null and dueAt > :now";
                case OVERDUE -> "answeredAt is null and dueAt <= :now";
                case ANSWERED -> "answeredAt is not null";
            });
            if (state != State.ANSWERED) {
                parameters.put("now", now);
            }
        }
        return find(String.join(" and ", conditions) + " order by openedAt, obligationId", parameters).page(0, limit)
                .list();
    }

    /** The agency's obligation; another agency's is not found. */
    Optional<Obligation> ofAgency(UUID obligationId, String agencyId) {
        return find("obligationId = ?1 and agencyId = ?2", obligationId, agencyId).singleResultOptional();
    }

    /** How many an agency has not answered for these purposes, late ones among them. */
    long countUnanswered(String agencyId, Set<String> purposes) {
        return count("agencyId = ?1 and purpose in ?2 and answeredAt is null", agencyId, purposes);
    }

    /** Those that are about a person and that the person may know of, the newest first. */
    List<Obligation> shownToPerson(UUID dataSubjectId, Instant now, int limit) {
        return find("dataSubjectId = ?1 and (noticeDeferredUntil is null or noticeDeferredUntil <= ?2)"
                + " order by openedAt desc, obligationId", dataSubjectId, now).page(0, limit).list();
    }

    /** Overdue ones that the log does not know of, locked; those that another replica holds are left to it. */
    List<Obligation> lockUnrecordedOverdue(Instant now, int limit) {
        return lockFree(find("answeredAt is null and dueAt <= ?1 and overdueRecordedAt is null order by dueAt", now),
                limit);
    }

    /** Overdue ones that the log knows of and that the person may know of and is not told of, locked likewise. */
    List<Obligation> lockUntoldOverdue(Instant now, int limit) {
        return lockFree(
                find("answeredAt is null and dueAt <= ?1 and overdueRecordedAt is not null"
                        + " and personToldAt is null and dataSubjectId is not null"
                        + " and (noticeDeferredUntil is null or noticeDeferredUntil <= ?1) order by dueAt", now),
                limit);
    }

    /** Answers that were given a while ago and that the log does not know of, locked likewise. */
    List<Obligation> lockUnrecordedAnswers(Instant now, int limit) {
        return lockFree(
                find("answeredAt < ?1 and answerRecordedAt is null order by answeredAt", now.minus(BEING_RECORDED)),
                limit);
    }

    private static List<Obligation> lockFree(PanacheQuery<Obligation> found, int limit) {
        return found.page(0, limit).withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI).list();
    }

    /** What told the agency of it goes, with its case references (G5). */
    void forgetChanges(Obligation entity) {
        getEntityManager().createNativeQuery("DELETE FROM change_entry WHERE obligation_id = ?1")
                .setParameter(1, entity.obligationId()).executeUpdate();
    }

    /** How many wait for an answer that is not late. */
    long countOpen(Instant now) {
        return count("answeredAt is null and dueAt > ?1", now);
    }

    long countOverdue(Instant now) {
        return count("answeredAt is null and dueAt <= ?1", now);
    }
}
