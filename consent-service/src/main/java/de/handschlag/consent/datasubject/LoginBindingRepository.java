package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.consent.datasubject.LoginBinding.Status;
import de.handschlag.event.Guardianship;

@ApplicationScoped
class LoginBindingRepository implements PanacheRepositoryBase<LoginBinding, UUID> {

    /** The person whose the login is; a login that waits is nobody's (R35). */
    Optional<UUID> dataSubjectOf(Login login) {
        return find("select dataSubjectId from LoginBinding where issuer = ?1 and subject = ?2 and status = ?3"
                + " and guardianKind is null", login.issuer(), login.subject(), Status.BOUND).project(UUID.class)
                .singleResultOptional();
    }

    /** The binding by which a login acts, whether it holds or waits: its own person's, or that of whom it acts for (R11). */
    Optional<LoginBinding> findOf(Login login) {
        return login.isActing()
                ? find("issuer = ?1 and subject = ?2 and loginBindingId = ?3 and guardianKind is not null",
                        login.issuer(), login.subject(), login.actingFor()).singleResultOptional()
                : find("issuer = ?1 and subject = ?2 and guardianKind is null", login.issuer(), login.subject())
                        .singleResultOptional();
    }

    /** Those by which a login acts for others, or wants to, the oldest first. */
    List<LoginBinding> guardianBindingsOf(Login login) {
        return list("issuer = ?1 and subject = ?2 and guardianKind is not null order by requestedAt, loginBindingId",
                login.issuer(), login.subject());
    }

    /** The binding by which a login acts for this person, or wants to. */
    Optional<LoginBinding> guardianBindingOf(Login login, UUID dataSubjectId) {
        return guardianBindingsOf(login).stream().filter(found -> found.dataSubjectId().equals(dataSubjectId))
                .findFirst();
    }

    /** R13: whether a login with this subject is, or waits to be, the person's official guardian. */
    boolean isOfficialGuardian(String subject, UUID dataSubjectId) {
        return count("subject = ?1 and dataSubjectId = ?2 and guardianKind = ?3", subject, dataSubjectId,
                Guardianship.Kind.OFFICIAL) > 0;
    }

    /** All guardians of a person, or who want to be, the oldest first. */
    List<LoginBinding> guardiansOf(UUID dataSubjectId) {
        return list("dataSubjectId = ?1 and guardianKind is not null order by requestedAt, loginBindingId",
                dataSubjectId);
    }

    /** Bindings of guardians of minors whose person was born on this day or before. */
    List<PersonJobs.Found> guardiansOfBornUntil(LocalDate day, int limit) {
        return find("""
                select b.loginBindingId, b.dataSubjectId from LoginBinding b, DataSubject d where d.id = b.dataSubjectId
                and b.guardianKind is not null and b.guardianKind <> ?1 and d.birthDate <= ?2
                order by d.birthDate, b.loginBindingId""", Guardianship.Kind.LEGAL_GUARDIAN, day)
                .project(PersonJobs.Found.class).page(0, limit).list();
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

    /** Logins of the person's own, also those that were lost in a restore: the person has one. */
    long countBound(UUID dataSubjectId) {
        return count("dataSubjectId = ?1 and status = ?2 and guardianKind is null", dataSubjectId, Status.BOUND);
    }

    /** Whether somebody acts for the person (R11). */
    boolean hasGuardian(UUID dataSubjectId) {
        return count("dataSubjectId = ?1 and status = ?2 and guardianKind is not null", dataSubjectId,
                Status.BOUND) > 0;
    }

    /** Whether a legal guardian acts for the person, who is an adult. */
    boolean hasLegalGuardian(UUID dataSubjectId) {
        return count("dataSubjectId = ?1 and status = ?2 and guardianKind = ?3", dataSubjectId, Status.BOUND,
                Guardianship.Kind.LEGAL_GUARDIAN) > 0;
    }

    /** Whether somebody acts for the person as for a minor, or wants to: then something rests on the birth date. */
    boolean hasGuardianOfMinor(UUID dataSubjectId) {
        return count("dataSubjectId = ?1 and guardianKind is not null and guardianKind <> ?2", dataSubjectId,
                Guardianship.Kind.LEGAL_GUARDIAN) > 0;
    }

    /** Logins of the person's own, and of guardians. */
    long countBoundWithGuardians(UUID dataSubjectId) {
        return count("dataSubjectId = ?1 and status = ?2", dataSubjectId, Status.BOUND);
    }

    /** Logins with which the person can do something, without this one. */
    long countUsableBut(UUID dataSubjectId, UUID loginBindingId) {
        return count("dataSubjectId = ?1 and status = ?2 and issuer is not null and loginBindingId <> ?3"
                + " and guardianKind is null", dataSubjectId, Status.BOUND, loginBindingId);
    }

    /** Only the person's id, so that the binding itself is read after the person is locked. */
    Optional<UUID> personOf(Login login, UUID loginBindingId) {
        return find("select dataSubjectId from LoginBinding where issuer = ?1 and subject = ?2 and loginBindingId = ?3"
                + " and guardianKind is null", login.issuer(), login.subject(), loginBindingId).project(UUID.class)
                .singleResultOptional();
    }

    /** The person to whom the login waits to be bound; only the id, as above. */
    Optional<UUID> personAwaitedBy(Login login) {
        return find("select dataSubjectId from LoginBinding where issuer = ?1 and subject = ?2 and status = ?3"
                + " and guardianKind is null", login.issuer(), login.subject(), Status.WAITING).project(UUID.class)
                .singleResultOptional();
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
