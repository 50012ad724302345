package de.handschlag.consent.onetimecode;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class OneTimeCodeRepository implements PanacheRepositoryBase<OneTimeCode, String> {

    /** Of two that present the same code at once, the second waits here and then finds nothing: single use. */
    Optional<OneTimeCode> lock(String codeHash) {
        return findByIdOptional(codeHash, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Only what is asked for before the person is locked; the code itself is read afterwards. */
    Optional<Holder> holderOf(String codeHash, OneTimeCodeKind kind, Instant now) {
        return find(
                "select dataSubjectId, usedBy from OneTimeCode where codeHash = ?1 and kind = ?2 and expiresAt > ?3",
                codeHash, kind, now).project(Holder.class).singleResultOptional();
    }

    /** @param agencyId null for codes that the person made */
    void deleteUnused(UUID dataSubjectId, OneTimeCodeKind kind, @Nullable String agencyId) {
        delete("dataSubjectId = ?1 and kind = ?2 and agencyId is not distinct from ?3 and usedAt is null",
                dataSubjectId, kind, agencyId);
    }

    void deleteUnusedOfAll(UUID dataSubjectId, OneTimeCodeKind kind) {
        delete("dataSubjectId = ?1 and kind = ?2 and usedAt is null", dataSubjectId, kind);
    }

    void deleteUnusedButNewest(UUID dataSubjectId, OneTimeCodeKind kind, String agencyId, int newest) {
        find("dataSubjectId = ?1 and kind = ?2 and agencyId = ?3 and usedAt is null order by expiresAt desc",
                dataSubjectId, kind, agencyId).stream().skip(newest).toList().forEach(this::delete);
    }

    void deleteOf(UUID dataSubjectId) {
        delete("dataSubjectId", dataSubjectId);
    }

    /** Waits for nobody: a code that is being used or replaced goes the next time. */
    int deleteExpired(Instant now) {
        return getEntityManager().createNativeQuery("""
                DELETE FROM one_time_code WHERE code_hash IN (SELECT code_hash FROM one_time_code
                    WHERE expires_at <= ?1 FOR UPDATE SKIP LOCKED)""").setParameter(1, now).executeUpdate();
    }

    /** @param usedBy null while it is not used */
    record Holder(UUID dataSubjectId, @Nullable String usedBy) {}
}
