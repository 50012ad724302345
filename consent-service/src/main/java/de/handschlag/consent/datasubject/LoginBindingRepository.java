package de.handschlag.consent.datasubject;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class LoginBindingRepository implements PanacheRepositoryBase<LoginBinding, LoginBinding.Key> {

    Optional<UUID> dataSubjectOf(Login login) {
        return findByIdOptional(LoginBinding.Key.of(login)).map(LoginBinding::dataSubjectId);
    }

    void unbindAll(UUID dataSubjectId) {
        delete("dataSubjectId", dataSubjectId);
    }
}
