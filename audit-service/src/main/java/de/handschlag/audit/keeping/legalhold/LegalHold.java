package de.handschlag.audit.keeping.legalhold;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.LegalHoldReleased;
import de.handschlag.event.LegalHoldSet;
import de.handschlag.event.Requester;

/** A hold on what the log has about one person or one agency. The database lets nothing be changed but its release. */
@Entity
@Table(name = "legal_hold")
class LegalHold {

    @Id
    private UUID id;
    /** Null if it is about an agency. */
    @Column(updatable = false)
    private @Nullable UUID dataSubjectId;
    /** Null if it is about a person. */
    @Column(updatable = false)
    private @Nullable String agencyId;
    @Column(updatable = false)
    private String reason;
    @Column(updatable = false)
    private String setBy;
    @Column(updatable = false)
    private Instant setAt;
    private @Nullable String releaseReason;
    private @Nullable String releasedBy;
    private @Nullable Instant releasedAt;

    protected LegalHold() {}

    /** @param setBy id of the login that sets it */
    LegalHold(@Nullable UUID dataSubjectId, @Nullable String agencyId, String reason, String setBy, Instant setAt) {
        if ((dataSubjectId == null) == (agencyId == null)) {
            throw new IllegalArgumentException("a hold is about either a person or an agency");
        }
        this.id = UUID.randomUUID();
        this.dataSubjectId = dataSubjectId;
        this.agencyId = agencyId;
        this.reason = reason;
        this.setBy = setBy;
        this.setAt = setAt;
    }

    /** What the log says of its beginning; without the typed reason. */
    LegalHoldSet set(Requester requester) {
        return new LegalHoldSet(id, dataSubjectId, requester, agencyId, setAt);
    }

    boolean isInForce() {
        return releasedAt == null;
    }

    /** Ends it for good; returns what the log says of it. */
    LegalHoldReleased release(String reason, String by, Requester requester, Instant now) {
        if (!isInForce()) {
            throw new IllegalStateException("the hold is released already");
        }
        releaseReason = reason;
        releasedBy = by;
        releasedAt = now;
        return new LegalHoldReleased(id, dataSubjectId, requester, agencyId, now);
    }

    @Nullable
    UUID dataSubjectId() {
        return dataSubjectId;
    }

    @Nullable
    String agencyId() {
        return agencyId;
    }

    LegalHoldView view() {
        return new LegalHoldView(id, dataSubjectId, agencyId, reason, setBy, setAt, releaseReason, releasedBy,
                releasedAt);
    }
}
