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

    boolean isErased() {
        return erasedAt != null;
    }

    /** Empties the row to what may stay: random id, revision, time. */
    PersonErased erase(Instant now) {
        enrolledAt = null;
        erasedAt = now;
        return new PersonErased(id, nextRevision(), now);
    }
}
