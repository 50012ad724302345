package de.handschlag.consent.onetimecode;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "one_time_code")
class OneTimeCode {

    @Id
    private String codeHash;
    @Enumerated(EnumType.STRING)
    private OneTimeCodeKind kind;
    private UUID dataSubjectId;
    private Instant expiresAt;

    protected OneTimeCode() {}

    OneTimeCode(String codeHash, OneTimeCodeKind kind, UUID dataSubjectId, Instant expiresAt) {
        this.codeHash = codeHash;
        this.kind = kind;
        this.dataSubjectId = dataSubjectId;
        this.expiresAt = expiresAt;
    }

    UUID dataSubjectId() {
        return dataSubjectId;
    }

    boolean isGoodFor(OneTimeCodeKind kind, Instant now) {
        return this.kind == kind && now.isBefore(expiresAt);
    }
}
