package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class ApprovalRecordingRepository implements PanacheRepositoryBase<ApprovalRecording, UUID> {

    /** The one of a request; there is one at most. */
    Optional<ApprovalRecording> of(UUID consentRecordId) {
        return find("consentRecordId", consentRecordId).singleResultOptional();
    }

    /** What waits for a second employee, the oldest first. */
    List<ApprovalRecording> waiting(String agencyId, Set<String> purposes, Instant now, int limit) {
        return find("""
                select a from ApprovalRecording a, ConsentRecord r where r.id = a.consentRecordId and a.agencyId = ?1
                and a.confirmedBy is null and r.purpose in ?2 and r.lapsesAt > ?3 and r.takenBackAt is null
                order by a.recordedAt, a.recordedApprovalId""", agencyId, purposes, now).page(0, limit).list();
    }

    void forget(UUID dataSubjectId) {
        delete("dataSubjectId", dataSubjectId);
    }

    /** Forgets those whose request can wait no more; takes only rows that nobody holds. */
    void forgetLapsed(Instant now) {
        getEntityManager()
                .createNativeQuery(
                        """
                                DELETE FROM recorded_approval WHERE recorded_approval_id IN (
                                    SELECT a.recorded_approval_id FROM recorded_approval a JOIN consent_record r ON r.id = a.consent_record_id
                                    WHERE r.lapses_at <= :now FOR UPDATE OF a SKIP LOCKED)""")
                .setParameter("now", now).executeUpdate();
    }
}
