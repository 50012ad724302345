package de.handschlag.consent.onetimecode;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class OneTimeCodeRepository implements PanacheRepositoryBase<OneTimeCode, String> {

    /** Of two that present the same code at once, the second waits here and then finds nothing: single use. */
    Optional<OneTimeCode> lock(String codeHash) {
        return findByIdOptional(codeHash, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Only the person's id, so that the code itself is read after the person is locked. */
    Optional<UUID> dataSubjectOf(String codeHash, OneTimeCodeKind kind, Instant now) {
        return find("select dataSubjectId from OneTimeCode where codeHash = ?1 and kind = ?2 and expiresAt > ?3",
                codeHash,
                kind, now).project(UUID.class).singleResultOptional();
    }

    void deleteOf(UUID dataSubjectId, OneTimeCodeKind kind) {
        delete("dataSubjectId = ?1 and kind = ?2", dataSubjectId, kind);
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
}
