package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.consent.datasubject.LoginBinding.Status;

@ApplicationScoped
class LoginBindingRepository implements PanacheRepositoryBase<LoginBinding, UUID> {

    /** The person whose the login is; a login that waits is nobody's (R35). */
    Optional<UUID> dataSubjectOf(Login login) {
        return find("select dataSubjectId from LoginBinding where issuer = ?1 and subject = ?2 and status = ?3",
                login.issuer(), login.subject(), Status.BOUND).project(UUID.class).singleResultOptional();
    }

    /** The binding of a login, whether it holds or waits. */
    Optional<LoginBinding> findOf(Login login) {
        return find("issuer = ?1 and subject = ?2", login.issuer(), login.subject()).singleResultOptional();
    }

    Optional<LoginBinding> findOfPerson(UUID dataSubjectId, UUID loginBindingId) {
        return findByIdOptional(loginBindingId).filter(binding -> binding.dataSubjectId().equals(dataSubjectId));
    }

    List<LoginBinding> ofPerson(UUID dataSubjectId) {
        return list("dataSubjectId = ?1 order by requestedAt, loginBindingId", dataSubjectId);
    }

    List<LoginBinding> waitingOf(UUID dataSubjectId) {
        return list("dataSubjectId = ?1 and status = ?2 order by requestedAt, loginBindingId", dataSubjectId,
                Status.WAITING);
    }

    /** Also logins that were lost in a restore: the person has one. */
    long countBound(UUID dataSubjectId) {
        return count("dataSubjectId = ?1 and status = ?2", dataSubjectId, Status.BOUND);
    }

    /** Logins with which the person can do something, without this one. */
    long countUsableBut(UUID dataSubjectId, UUID loginBindingId) {
        return count("dataSubjectId = ?1 and status = ?2 and issuer is not null and loginBindingId <> ?3",
                dataSubjectId, Status.BOUND, loginBindingId);
    }

    /** Only the person's id, so that the binding itself is read after the person is locked. */
    Optional<UUID> personOf(Login login, UUID loginBindingId) {
        return find("select dataSubjectId from LoginBinding where issuer = ?1 and subject = ?2 and loginBindingId = ?3",
                login.issuer(), login.subject(), loginBindingId).project(UUID.class).singleResultOptional();
    }

    /** The person to whom the login waits to be bound; only the id, as above. */
    Optional<UUID> personAwaitedBy(Login login) {
        return find("select dataSubjectId from LoginBinding where issuer = ?1 and subject = ?2 and status = ?3",
                login.issuer(), login.subject(), Status.WAITING).project(UUID.class).singleResultOptional();
    }

    /** Bindings whose waiting time is over, or which nobody has confirmed since {@code lapsedBefore}. */
    List<PersonJobs.Found> due(Instant now, Instant lapsedBefore, int limit) {
        return find("""
                select loginBindingId, dataSubjectId from LoginBinding where status = ?1
                and (takesEffectAt <= ?2 or takesEffectAt is null and requestedAt <= ?3)
                order by requestedAt, loginBindingId""", Status.WAITING, now, lapsedBefore)
                .project(PersonJobs.Found.class).page(0, limit).list();
    }

    /** Forgets a binding, and with it which login it was. */
    void end(LoginBinding binding) {
        noteEnd(binding.dataSubjectId(), binding.loginBindingId());
        delete(binding);
    }

    void noteEnd(UUID dataSubjectId, UUID loginBindingId) {
        getEntityManager().persist(new EndedLoginBinding(dataSubjectId, loginBindingId));
    }

    boolean hasEnded(UUID dataSubjectId, UUID loginBindingId) {
        return !getEntityManager()
                .createQuery("select 1 from EndedLoginBinding where loginBindingId = :id and dataSubjectId = :person",
                        Integer.class)
                .setParameter("id", loginBindingId).setParameter("person", dataSubjectId).getResultList().isEmpty();
    }

    /** Forgets all bindings of a person; returns their ids, also of those that had ended. */
    List<UUID> forget(UUID dataSubjectId) {
        List<UUID> ids = new ArrayList<>(
                find("select loginBindingId from LoginBinding where dataSubjectId = ?1", dataSubjectId)
                        .project(UUID.class).list());
        delete("dataSubjectId", dataSubjectId);
        ids.addAll(getEntityManager()
                .createQuery("select loginBindingId from EndedLoginBinding where dataSubjectId = :person", UUID.class)
                .setParameter("person", dataSubjectId).getResultList());
        getEntityManager().createQuery("delete from EndedLoginBinding where dataSubjectId = :person")
                .setParameter("person", dataSubjectId).executeUpdate();
        return ids;
    }
}
