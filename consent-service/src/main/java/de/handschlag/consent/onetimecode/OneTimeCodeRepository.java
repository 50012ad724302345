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

    void deleteOf(UUID dataSubjectId, OneTimeCodeKind kind) {
        delete("dataSubjectId = ?1 and kind = ?2", dataSubjectId, kind);
    }

    void deleteOf(UUID dataSubjectId) {
        delete("dataSubjectId", dataSubjectId);
    }

    long deleteExpired(Instant now) {
        return delete("expiresAt <= ?1", now);
    }
}
