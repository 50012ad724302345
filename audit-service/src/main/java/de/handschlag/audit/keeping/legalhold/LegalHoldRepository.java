package de.handschlag.audit.keeping.legalhold;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;

import org.hibernate.exception.ConstraintViolationException;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.database.DatabaseException;
import de.handschlag.event.EventType;
import de.handschlag.problem.ProblemType;

/** Holds in the database. The functions that erase take a lock against which a change of a hold waits, so none comes too late. */
@ApplicationScoped
class LegalHoldRepository implements PanacheRepositoryBase<LegalHold, UUID> {

    /** @return false if there is one already; then the transaction can do nothing more */
    boolean insert(LegalHold hold) {
        persist(hold);
        try {
            writeNow();
            return true;
        } catch (ConstraintViolationException heldAlready) {
            return false;
        }
    }

    /**
     * Changes the database now, and not at the end of the transaction.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if an erasure under way takes too long
     */
    void writeNow() {
        try {
            flush();
        } catch (PersistenceException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException refusal && new DatabaseException(refusal).isOutOfTime()) {
                    throw ProblemType.UNAVAILABLE.retryAfter(5, "An erasure is under way.");
                }
            }
            throw e;
        }
    }

    /** Whether a payload is about it; of an erased person the PersonErased alone is left. */
    boolean isInLog(LegalHold hold) {
        return !(hold.dataSubjectId() == null
                ? getSession()
                        .createNativeQuery("SELECT 1 FROM log_payload WHERE agency_id = :held LIMIT 1", Integer.class)
                        .setParameter("held", hold.agencyId())
                : getSession().createNativeQuery("""
                        SELECT 1 FROM log_payload WHERE data_subject_id = :held
                        AND type <> :erased LIMIT 1""", Integer.class).setParameter("held", hold.dataSubjectId())
                        .setParameter("erased", EventType.PERSON_ERASED.typeName()))
                .getResultList().isEmpty();
    }

    /** The hold, locked until the transaction ends. */
    Optional<LegalHold> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Newest first. */
    List<LegalHold> all(boolean released) {
        return list("releasedAt is " + (released ? "not null" : "null") + " order by setAt desc, id");
    }
}
