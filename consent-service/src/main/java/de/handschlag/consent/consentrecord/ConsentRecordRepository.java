package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.consent.datasubject.PersonJobs.Candidate;
import de.handschlag.consent.datasubject.PersonJobs.Found;
import de.handschlag.consent.paging.Cursor;

@ApplicationScoped
class ConsentRecordRepository implements PanacheRepositoryBase<ConsentRecord, UUID> {

    Optional<ConsentRecord> findOfPerson(UUID dataSubjectId, UUID id) {
        return find("id = ?1 and dataSubjectId = ?2", id, dataSubjectId).singleResultOptional();
    }

    /** As {@link #findOfPerson}, for the person: what was held back is as if it were not there. */
    Optional<ConsentRecord> findShown(UUID dataSubjectId, UUID id) {
        return findOfPerson(dataSubjectId, id).filter(found -> !found.isHeldBack());
    }

    Optional<ConsentRecord> findOfAgency(String agencyId, UUID id) {
        return find("id = ?1 and agencyId = ?2", id, agencyId).singleResultOptional();
    }

    /** Only the person's id, so that the record itself is read after the person is locked. */
    Optional<UUID> dataSubjectOf(String agencyId, UUID id) {
        return find("select dataSubjectId from ConsentRecord where id = ?1 and agencyId = ?2", id, agencyId)
                .project(UUID.class).singleResultOptional();
    }

    /** Only the purpose, for the same reason. */
    Optional<String> purposeOf(String agencyId, UUID id) {
        return find("select purpose from ConsentRecord where id = ?1 and agencyId = ?2", id, agencyId)
                .project(String.class).singleResultOptional();
    }

    /**
     * An agency's requests, newest first, from after the cursor on.
     *
     * @param purposes null for all
     */
    List<ConsentRecord> pageOfAgency(String agencyId, @Nullable Set<String> purposes, @Nullable Cursor after,
            int limit) {
        StringBuilder query = new StringBuilder("agencyId = :agency");
        Map<String, Object> parameters = new HashMap<>(Map.of("agency", agencyId));
        if (purposes != null) {
            query.append(" and purpose in :purposes");
            parameters.put("purposes", purposes);
        }
        if (after != null) {
            query.append(" and (requestedAt < :at or (requestedAt = :at and id < :id))");
            parameters.put("at", after.at());
            parameters.put("id", after.id());
        }
        return find(query.append(" order by requestedAt desc, id desc").toString(), parameters).page(0, limit).list();
    }

    List<ConsentRecord> ofPerson(UUID dataSubjectId) {
        return list("dataSubjectId", dataSubjectId);
    }

    /** Grants that ended at this time or later without the person's login: by themselves, or as an office recorded. */
    List<ConsentRecord> endedForThePersonSince(UUID dataSubjectId, Instant since) {
        return list(
                "dataSubjectId = ?1 and endedAt >= ?2 and (recordedWithdrawal.channel is not null"
                        + " or status = INVALIDATED and replacedBy is null and expiresAt is not null)",
                dataSubjectId, since);
    }

    /** Whether the person said since then, of a consent that the agency had recorded, that they never gave it. */
    boolean isContestedSince(UUID dataSubjectId, String agencyId, Instant since) {
        return count("dataSubjectId = ?1 and agencyId = ?2 and recordedApproval.answer = CONTESTED and endedAt > ?3",
                dataSubjectId, agencyId, since) > 0;
    }

    /** The other grants of the same person to the same agency for the same purpose; more than one only where twins are left. */
    List<ConsentRecord> givenBeside(ConsentRecord entity) {
        return list(
                "dataSubjectId = ?1 and agencyId = ?2 and purpose = ?3 and status = GIVEN and id <> ?4"
                        + " order by consentRevision",
                entity.dataSubjectId(), entity.agencyId(), entity.purpose(), entity.id());
    }

    /** Of what the agency asked of the person for the purpose all that can keep the next request from being shown (R2). */
    List<ConsentRecord> askedBefore(UUID dataSubjectId, String agencyId, String purpose) {
        return list(
                "dataSubjectId = ?1 and agencyId = ?2 and purpose = ?3"
                        + " and (status = REQUESTED or decidedAt is not null or endReason = ?4)",
                dataSubjectId, agencyId, purpose, ConsentRecord.TAKEN_BACK);
    }

    /** Whether the agency still wants an answer to what this record asked: by it, or by a later one for some of it. */
    boolean isStillWanted(ConsentRecord entity) {
        return list(
                "dataSubjectId = ?1 and agencyId = ?2 and purpose = ?3 and takenBackAt is null and requestedAt >= ?4",
                entity.dataSubjectId(), entity.agencyId(), entity.purpose(), entity.requestedAt()).stream()
                .anyMatch(later -> !Collections.disjoint(later.requestedAttributes(), entity.putAttributes()));
    }

    /** What the agency has asked of the person and may still be answered, or is granted. */
    List<ConsentRecord> openAt(String agencyId, UUID dataSubjectId) {
        return list("dataSubjectId = ?1 and agencyId = ?2 and status in (REQUESTED, GIVEN) order by consentRevision",
                dataSubjectId, agencyId);
    }

    /** Those that ended in the same moment as the one that has this revision, and so by the same decision. */
    List<ConsentRecord> endedWith(UUID dataSubjectId, long revision) {
        return list(
                "dataSubjectId = ?1 and endedAt in (select one.endedAt from ConsentRecord one"
                        + " where one.dataSubjectId = ?1 and one.consentRevision = ?2) order by agencyId, purpose",
                dataSubjectId, revision);
    }

    /** The record, and the twins whose place it has and whose end remains to be told; in one statement. */
    List<ConsentRecord> withTwins(UUID dataSubjectId, UUID id) {
        return list("dataSubjectId = ?1 and (id = ?2 or (replacedBy = ?2 and status = GIVEN)) order by consentRevision",
                dataSubjectId, id);
    }

    /** The grants whose place this one took. */
    List<ConsentRecord> replacedBy(ConsentRecord entity) {
        return list("dataSubjectId = ?1 and replacedBy = ?2 and status = INVALIDATED order by consentRevision",
                entity.dataSubjectId(), entity.id());
    }

    /** Grants whose place a later one has, and whose end remains to be told. */
    List<Found> replacedUntold(int limit) {
        return find("select id, dataSubjectId from ConsentRecord where status = GIVEN and replacedBy is not null")
                .page(0, limit).project(Found.class).list();
    }

    /** Requests that ended by what their agency did, and whose end remains to be told. */
    List<Found> endUntold(Instant now, int limit) {
        return find(
                "select id, dataSubjectId from ConsentRecord where endUntold and (toldFrom is null or toldFrom <= ?1)",
                now).page(0, limit).project(Found.class).list();
    }

    /** Those of the person's records that have this revision or a later one have one that is so much later. */
    void shiftRevisions(UUID dataSubjectId, long from, long by) {
        update("consentRevision = consentRevision + ?1 where dataSubjectId = ?2 and consentRevision >= ?3", by,
                dataSubjectId, from);
    }

    /** What a person was asked and decided, newest first, from after the cursor on; not what they were never shown (R2), nor these. */
    List<ConsentRecord> page(UUID dataSubjectId, List<UUID> hidden, @Nullable ConsentStatus status,
            @Nullable Cursor after, Instant now, int limit) {
        StringBuilder query = new StringBuilder(
                "dataSubjectId = :person and (endReason is null or endReason <> :heldBack)");
        Map<String, Object> parameters = new HashMap<>(
                Map.of("person", dataSubjectId, "heldBack", ConsentRecord.ASKED_AGAIN));
        if (status != null) {
            query.append(switch (status) {
                // What is over counts as over, also before the job has said so.
                case GIVEN -> " and status = :status and expiresAt > :now";
                case EXPIRED -> " and (status = :status or (status = GIVEN and expiresAt <= :now))";
                case REQUESTED -> " and status = :status and lapsesAt > :now";
                case INVALIDATED -> " and (status = :status or (status = REQUESTED and lapsesAt <= :now))";
                case REFUSED, WITHDRAWN -> " and status = :status";
            });
            parameters.put("status", status);
            if (query.indexOf(":now") >= 0) {
                parameters.put("now", now);
            }
        }
        if (!hidden.isEmpty()) {
            query.append(" and id not in :hidden");
            parameters.put("hidden", hidden);
        }
        if (after != null) {
            query.append(" and (requestedAt < :at or (requestedAt = :at and id < :id))");
            parameters.put("at", after.at());
            parameters.put("id", after.id());
        }
        return find(query.append(" order by requestedAt desc, id desc").toString(), parameters).page(0, limit).list();
    }

    /** Grants whose end has come, the longest overdue first. */
    List<Found> due(Instant now, int limit) {
        return find("select id, dataSubjectId from ConsentRecord where status = GIVEN and expiresAt <= ?1"
                + " order by expiresAt", now).page(0, limit).project(Found.class).list();
    }

    /** Requests that nobody decided in time, the longest overdue first. */
    List<Found> lapsed(Instant now, int limit) {
        return find("select id, dataSubjectId from ConsentRecord where status = REQUESTED and lapsesAt <= ?1"
                + " and (toldFrom is null or toldFrom <= ?1) order by lapsesAt", now).page(0, limit)
                .project(Found.class).list();
    }

    /** Requests and grants of agencies that became another recipient since they asked (R7). */
    List<WithoutBasis> toFormerRecipient(int limit) {
        return withoutBasis("""
                SELECT r.id, r.data_subject_id, 'recipient-changed' FROM agency a CROSS JOIN LATERAL (
                    SELECT * FROM consent_record r WHERE r.agency_id = a.agency_id
                        AND r.recipient_version < a.recipient_version AND r.status IN ('REQUESTED', 'GIVEN')
                    ORDER BY r.recipient_version LIMIT :limit) r
                LIMIT :limit""", limit);
    }

    /**
     * Requests and grants that the catalogue no longer carries, or whose agency has no case of the person, each with the reason that ends
     * it (R7). The latter end with the case; of a database that went back, the end of the case alone may have come back (ADR 39).
     */
    List<WithoutBasis> withoutBasis(int limit) {
        return withoutBasis("""
                SELECT id, data_subject_id, reason FROM (
                    SELECT r.id, r.data_subject_id, CASE
                        WHEN p.retired THEN 'purpose-removed'
                        WHEN NOT EXISTS (SELECT FROM purpose_use u WHERE u.purpose = r.purpose
                                AND u.agency_type = r.agency_type AND u.basis = 'CONSENT')
                            THEN CASE WHEN EXISTS (SELECT FROM purpose_use u WHERE u.purpose = r.purpose
                                    AND u.agency_type = r.agency_type AND u.basis = 'STATUTE')
                                THEN 'purpose-rests-on-statute' ELSE 'purpose-not-of-the-agency-type' END
                        WHEN NOT r.attributes <@ ARRAY(SELECT c.attribute FROM consent_attribute c
                                WHERE c.purpose = r.purpose)
                            OR r.attributes && ARRAY(SELECT key FROM attribute WHERE retired OR shareable <> 'YES')
                            THEN 'attribute-not-of-the-purpose'
                        WHEN r.attributes && ARRAY(SELECT key FROM attribute
                                WHERE sensitivity_since > coalesce(r.decided_at, r.requested_at))
                            THEN 'attribute-sensitivity-changed'
                        WHEN NOT EXISTS (SELECT FROM case_link l WHERE l.data_subject_id = r.data_subject_id
                                AND l.agency_id = r.agency_id AND l.unlinked_at IS NULL) THEN 'case-ended'
                        END AS reason
                    FROM consent_record r JOIN purpose p ON p.key = r.purpose
                    WHERE r.status IN ('REQUESTED', 'GIVEN')) looked_at
                WHERE reason IS NOT NULL
                ORDER BY id LIMIT :limit""", limit);
    }

    private List<WithoutBasis> withoutBasis(String query, int limit) {
        return getSession().createNativeQuery(query, WithoutBasis.class).setParameter("limit", limit).getResultList();
    }

    /** A record that has lost its basis, and why: a code that the person and the log are told. */
    record WithoutBasis(UUID id, UUID dataSubjectId, String reason) implements Candidate {}
}
