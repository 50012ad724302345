package de.handschlag.consent.datasubject;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class DataSubjectRepository implements PanacheRepositoryBase<DataSubject, UUID> {

    private static final String BOUND = "id = (select b.dataSubjectId from LoginBinding b where b.issuer = ?1 and b.subject = ?2"
            + " and b.status = ?3 and ";

    /** The login's person, or whom it acts for (R11), locked until the transaction ends: one statement, of which only the person's row is locked. */
    Optional<DataSubject> lockOf(Login login) {
        UUID actingFor = login.actingFor();
        return (actingFor == null
                ? find(BOUND + "b.guardianKind is null)", login.issuer(), login.subject(), LoginBinding.Status.BOUND)
                : find(BOUND + "b.guardianKind is not null and b.loginBindingId = ?4)", login.issuer(), login.subject(),
                        LoginBinding.Status.BOUND, actingFor))
                .withLock(LockModeType.PESSIMISTIC_WRITE).singleResultOptional();
    }
}
