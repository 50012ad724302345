package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.PersonErased;

@Entity
@Table(name = "data_subject")
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class DataSubject {

    @Id
    private UUID id;
    private long consentRevision;
    private @Nullable Instant enrolledAt;
    private @Nullable Instant erasedAt;
    /** As the first agency said that made a code for a guardian (R11); null if none did. */
    private @Nullable LocalDate birthDate;
    private @Nullable String birthDateAgency;
    /** Whether a guardian was bound on it. */
    private boolean birthDateCounts;

    protected DataSubject() {}

    DataSubject(UUID id, Instant enrolledAt) {
        this.id = id;
        this.enrolledAt = enrolledAt;
    }

    UUID id() {
        return id;
    }

    long consentRevision() {
        return consentRevision;
    }

    long nextRevision() {
        return ++consentRevision;
    }

    /** Revisions that were given out where this row did not know of them (ADR 39). */
    void skip(long count) {
        consentRevision += count;
    }

    boolean isErased() {
        return erasedAt != null;
    }

    /** Whoever said another date before. */
    void stateBirthDate(LocalDate stated, String agencyId) {
        birthDate = stated;
        birthDateAgency = agencyId;
    }

    /** A guardian was bound who needs the person to be young. */
    void relyOnBirthDate() {
        birthDateCounts = birthDate != null;
    }

    /** What is known of it, whoever relies on it; null if nothing. */
    @Nullable
    LocalDate statedBirthDate() {
        return birthDate;
    }

    /** Null while no guardian was bound on it. */
    @Nullable
    LocalDate birthDate() {
        return birthDateCounts ? birthDate : null;
    }

    /** Empties the row to what may stay: random id, revision, time. */
    PersonErased erase(Instant now) {
        forgetAll();
        erasedAt = now;
        return new PersonErased(id, nextRevision(), now);
    }

    private void forgetAll() {
        enrolledAt = null;
        birthDate = null;
        birthDateAgency = null;
        birthDateCounts = false;
    }

    /** As {@link #erase}, at a revision and time that stand on the topic already. */
    void erasedAs(PersonErased erased) {
        forgetAll();
        erasedAt = erased.erasedAt();
        consentRevision = erased.consentRevision();
    }
}
