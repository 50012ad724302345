package de.handschlag.consent.onetimecode;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Guardianship;

/** A code that can be used once. Once used it stays until it would have ended, so that a repetition is recognised. */
@Entity
@Table(name = "one_time_code")
class OneTimeCode {

    @Id
    private String codeHash;
    @Column(updatable = false)
    private UUID codeId;
    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private OneTimeCodeKind kind;
    @Column(updatable = false)
    private UUID dataSubjectId;
    @Column(updatable = false)
    private @Nullable String agencyId;
    @Column(updatable = false)
    private Instant expiresAt;
    private @Nullable Instant usedAt;
    private @Nullable String usedBy;
    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Guardianship.@Nullable Kind guardianKind;
    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Guardianship.@Nullable Proof guardianProof;

    protected OneTimeCode() {}

    OneTimeCode(String codeHash, OneTimeCodeKind kind, UUID dataSubjectId, @Nullable String agencyId,
            @Nullable Guardianship guardianship, Instant expiresAt) {
        this.codeHash = codeHash;
        this.codeId = UUID.randomUUID();
        this.kind = kind;
        this.dataSubjectId = dataSubjectId;
        this.agencyId = agencyId;
        this.expiresAt = expiresAt;
        this.guardianKind = guardianship == null ? null : guardianship.kind();
        this.guardianProof = guardianship == null ? null : guardianship.proof();
    }

    RedeemedCode use(String by, Instant now) {
        if (isUsed()) {
            throw new IllegalStateException("the code is used already");
        }
        usedAt = now;
        usedBy = by;
        return new RedeemedCode(codeId, agencyId,
                guardianKind == null || guardianProof == null ? null : new Guardianship(guardianKind, guardianProof));
    }

    boolean isGoodFor(OneTimeCodeKind kind, Instant now) {
        return this.kind == kind && now.isBefore(expiresAt);
    }

    boolean isUsed() {
        return usedAt != null;
    }

    boolean isUsedBy(String by) {
        return by.equals(usedBy);
    }

    UUID codeId() {
        return codeId;
    }

    UUID dataSubjectId() {
        return dataSubjectId;
    }
}
