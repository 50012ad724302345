package de.handschlag.consent.caselink;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.CaseLinkState;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;

@Entity
@Table(name = "case_link")
class CaseLink {

    @Id
    private UUID caseLinkId;
    private UUID dataSubjectId;
    private String agencyId;
    private String caseReference;
    private Instant linkedAt;
    private @Nullable Instant unlinkedAt;

    protected CaseLink() {}

    CaseLink(UUID dataSubjectId, String agencyId, String caseReference, Instant linkedAt) {
        this.caseLinkId = UUID.randomUUID();
        this.dataSubjectId = dataSubjectId;
        this.agencyId = agencyId;
        this.caseReference = caseReference;
        this.linkedAt = linkedAt;
    }

    /** As the topic has it. */
    static CaseLink of(UUID dataSubjectId, CaseLinkState state) {
        CaseLink caseLink = new CaseLink(dataSubjectId, state.agencyId(), state.caseReference(), state.linkedAt());
        caseLink.caseLinkId = state.caseLinkId();
        caseLink.unlinkedAt = state.unlinkedAt();
        return caseLink;
    }

    void unlinkedAt(@Nullable Instant moment) {
        unlinkedAt = moment;
    }

    UUID dataSubjectId() {
        return dataSubjectId;
    }

    /** The event of the new tie. */
    CaseLinked linked(long revision) {
        return new CaseLinked(dataSubjectId, revision, state());
    }

    boolean isInForce() {
        return unlinkedAt == null;
    }

    CaseUnlinked unlink(long revision, Instant now) {
        if (!isInForce()) {
            throw new IllegalStateException("the case is unlinked already");
        }
        unlinkedAt = now;
        return new CaseUnlinked(dataSubjectId, revision, state());
    }

    String messageKey() {
        return linked(0).messageKey();
    }

    private CaseLinkState state() {
        return new CaseLinkState(caseLinkId, agencyId, caseReference, linkedAt, unlinkedAt);
    }
}
