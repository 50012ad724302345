package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A person's declaration that releases one source from its duty of secrecy (§ 203 StGB), for what one consent names (R9): what shows
 * that it was informed (R6), and how it was taken back. Which sources are released now is a part of the {@link ConsentRecord}.
 */
@Entity
@Table(name = "secrecy_release")
@DynamicUpdate // What was declared never changes, and the database lets nobody change it.
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class SecrecyRelease {

    @Id
    private UUID id;
    private UUID consentRecordId;
    private UUID dataSubjectId;
    private String sourceAgencyId;
    private int sourceVersion;
    private Instant releasedAt;
    @Embedded
    private DecisionEvidence evidence;
    private @Nullable UUID releasedByLoginBinding;
    private @Nullable Instant withdrawnAt;
    private @Nullable UUID withdrawnByLoginBinding;
    private boolean sourceChanged;
    private long consentRevision;

    protected SecrecyRelease() {}

    /**
     * A release after it was declared.
     *
     * @param sourceVersion  how often the source had become another agency
     * @param byLoginBinding binding of the login that declared it (R35); null if that is not known
     * @param revision       the person's after it
     */
    SecrecyRelease(ConsentRecord consent, String sourceAgencyId, int sourceVersion, DecisionEvidence evidence,
            @Nullable UUID byLoginBinding, long revision, Instant now) {
        this.id = UUID.randomUUID();
        this.consentRecordId = consent.id();
        this.dataSubjectId = consent.dataSubjectId();
        this.sourceAgencyId = sourceAgencyId;
        this.sourceVersion = sourceVersion;
        this.releasedAt = now;
        this.evidence = evidence;
        this.releasedByLoginBinding = byLoginBinding;
        this.consentRevision = revision;
    }

    /** @param byLoginBinding binding of the login that took it back; null if none did or that is not known */
    void withdraw(@Nullable UUID byLoginBinding, long revision, Instant now) {
        withdrawnAt = now;
        withdrawnByLoginBinding = byLoginBinding;
        consentRevision = revision;
    }

    /** Its source became another agency, which nobody released (R7). */
    void endWithFormerSource(long revision, Instant now) {
        withdraw(null, revision, now);
        sourceChanged = true;
    }

    boolean isWithdrawn() {
        return withdrawnAt != null;
    }

    UUID consentRecordId() {
        return consentRecordId;
    }

    String sourceAgencyId() {
        return sourceAgencyId;
    }

    Instant releasedAt() {
        return releasedAt;
    }

    /** When it was taken back or ended before its consent; null if neither. */
    @Nullable
    Instant withdrawnAt() {
        return withdrawnAt;
    }

    /** How it ended, once it is withdrawn. */
    DeclaredRelease.Standing end() {
        if (sourceChanged) {
            return DeclaredRelease.Standing.SOURCE_CHANGED;
        }
        return withdrawnByLoginBinding == null ? DeclaredRelease.Standing.ENDED : DeclaredRelease.Standing.TAKEN_BACK;
    }

    DecisionEvidence evidence() {
        return evidence;
    }

    @Nullable
    UUID releasedByLoginBinding() {
        return releasedByLoginBinding;
    }

    long consentRevision() {
        return consentRevision;
    }
}
