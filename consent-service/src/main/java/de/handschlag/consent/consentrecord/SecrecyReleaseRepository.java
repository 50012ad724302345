package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.consent.datasubject.PersonJobs.Found;

@ApplicationScoped
class SecrecyReleaseRepository implements PanacheRepositoryBase<SecrecyRelease, UUID> {

    /** Those of a consent that were not taken back. */
    List<SecrecyRelease> standing(ConsentRecord consent) {
        return list("consentRecordId = ?1 and withdrawnAt is null order by sourceAgencyId", consent.id());
    }

    /** The one of a source that was not taken back; there is one at most. */
    Optional<SecrecyRelease> standing(ConsentRecord consent, String sourceAgencyId) {
        return find("consentRecordId = ?1 and sourceAgencyId = ?2 and withdrawnAt is null", consent.id(),
                sourceAgencyId).singleResultOptional();
    }

    /** What the person last declared about a source for this consent. */
    Optional<SecrecyRelease> newest(ConsentRecord consent, String sourceAgencyId) {
        return find("consentRecordId = ?1 and sourceAgencyId = ?2 order by consentRevision desc", consent.id(),
                sourceAgencyId).firstResultOptional();
    }

    /** All that were declared beside these consents. */
    List<SecrecyRelease> ofConsents(Collection<UUID> consentRecordIds) {
        return list("consentRecordId in ?1", consentRecordIds);
    }

    /**
     * Those of the person that ended at this time or later as their source became another agency, the newest first; without those whose
     * source they released again since.
     */
    List<SecrecyRelease> ofFormerSourcesSince(UUID dataSubjectId, Instant since) {
        return list("from SecrecyRelease r where r.dataSubjectId = ?1 and r.sourceChanged and r.withdrawnAt >= ?2"
                + " and not exists (from SecrecyRelease again where again.consentRecordId = r.consentRecordId"
                + " and again.sourceAgencyId = r.sourceAgencyId and again.withdrawnAt is null)"
                + " order by r.withdrawnAt desc", dataSubjectId, since);
    }

    /** Standing ones whose source became another agency since. */
    List<Found> ofFormerSources(int limit) {
        return getSession().createNativeQuery("""
                SELECT r.id, r.data_subject_id FROM secrecy_release r
                JOIN agency a ON a.agency_id = r.source_agency_id AND a.recipient_version > r.source_version
                JOIN consent_record c ON c.id = r.consent_record_id AND c.status = 'GIVEN'
                WHERE r.withdrawn_at IS NULL LIMIT :limit""", Found.class).setParameter("limit", limit).getResultList();
    }

    /** Those of the person's releases that have this revision or a later one have one that is so much later. */
    void shiftRevisions(UUID dataSubjectId, long from, long by) {
        update("consentRevision = consentRevision + ?1 where dataSubjectId = ?2 and consentRevision >= ?3", by,
                dataSubjectId, from);
    }

    void deleteAllOf(UUID dataSubjectId) {
        delete("dataSubjectId", dataSubjectId);
    }
}
