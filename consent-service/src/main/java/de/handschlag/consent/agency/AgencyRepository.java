package de.handschlag.consent.agency;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class AgencyRepository implements PanacheRepositoryBase<Agency, String> {

    /** As it is and stays until the transaction ends, whatever the transaction has read of it before. */
    Optional<Agency> findHeld(String agencyId) {
        Optional<Agency> agency = findByIdOptional(agencyId);
        agency.ifPresent(found -> getEntityManager().refresh(found, LockModeType.PESSIMISTIC_READ));
        return agency;
    }
}
