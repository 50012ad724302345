package de.handschlag.consent.datasubject;

import java.time.Instant;
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

    /** Empties the row to what may stay: random id, revision, time. */
    PersonErased erase(Instant now) {
        enrolledAt = null;
        erasedAt = now;
        return new PersonErased(id, nextRevision(), now);
    }

    /** As {@link #erase}, at a revision and time that stand on the topic already. */
    void erasedAs(PersonErased erased) {
        enrolledAt = null;
        erasedAt = erased.erasedAt();
        consentRevision = erased.consentRevision();
    }
}
