package de.handschlag.registry.deferral;

import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.registry.deferral.NoticeDeferralView.Finding;

@ApplicationScoped
class NoticeDeferralRepository implements PanacheRepositoryBase<NoticeDeferral, UUID> {

    /** A deferral, locked so that what becomes of it follows one after the other. */
    Optional<NoticeDeferral> lock(UUID noticeDeferralId) {
        return findByIdOptional(noticeDeferralId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Those of an agency for these purposes that wait for their review or are in force, the newest first. */
    List<NoticeDeferral> current(String agencyId, Set<String> purposes, Instant now, int limit) {
        return find("""
                agencyId = ?1 and purpose in ?2 and liftedAt is null
                and (outcome is null and reviewDueAt > ?3 or outcome = ?4 and endsAt > ?3)
                order by requestedAt desc, noticeDeferralId""", agencyId, purposes, now, Finding.APPROVED)
                .page(0, limit).list();
    }

    /** Those that reads of this case for this purpose can name, the newest first. */
    List<NoticeDeferral> inForce(String agencyId, String caseReference, String purpose, Instant now, int limit) {
        return find("""
                agencyId = ?1 and caseReference = ?2 and purpose = ?3 and liftedAt is null and endsAt > ?4
                and outcome = ?5 order by requestedAt desc, noticeDeferralId""", agencyId, caseReference, purpose, now,
                Finding.APPROVED).page(0, limit).list();
    }

    /** How many of an agency wait for a reviewer other than this one, who asked for the rest. */
    long countForReview(String agencyId, Set<String> purposes, String reviewerId, Instant now) {
        return count("""
                agencyId = ?1 and purpose in ?2 and outcome is null and reviewDueAt > ?3 and requestedBy <> ?4""",
                agencyId, purposes, now, reviewerId);
    }

    /** How many the agency had approved for the same person and purpose that were asked for before this time. */
    long countEarlier(UUID person, String agencyId, String purpose, Instant before) {
        return count("""
                dataSubjectId = ?1 and agencyId = ?2 and purpose = ?3 and requestedAt < ?4 and outcome = ?5""", person,
                agencyId, purpose, before, Finding.APPROVED);
    }

    /**
     * Whether one with this reason was approved for the same person and purpose, or waits. Another dot or blank makes no other reason.
     */
    boolean hasReason(UUID person, String agencyId, String purpose, String reason, Instant now) {
        String words = lettersAndDigits(reason);
        return getEntityManager().createQuery("""
                select reason from NoticeDeferral
                where dataSubjectId = ?1 and agencyId = ?2 and purpose = ?3
                and (outcome = ?5 or outcome is null and reviewDueAt > ?4)""", String.class).setParameter(1, person)
                .setParameter(2, agencyId).setParameter(3, purpose).setParameter(4, now)
                .setParameter(5, Finding.APPROVED).getResultStream()
                .anyMatch(former -> lettersAndDigits(former).equals(words));
    }

    private static String lettersAndDigits(String text) {
        return Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFKC).codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
