package de.handschlag.consent.datasubject;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class DataSubjectRepository implements PanacheRepositoryBase<DataSubject, UUID> {

    /** The login's person, locked until the transaction ends: one statement, of which only the person's row is locked. */
    Optional<DataSubject> lockOf(Login login) {
        return find("id = (select b.dataSubjectId from LoginBinding b where b.issuer = ?1 and b.subject = ?2"
                + " and b.status = ?3)", login.issuer(), login.subject(), LoginBinding.Status.BOUND)
                .withLock(LockModeType.PESSIMISTIC_WRITE).singleResultOptional();
    }
}
