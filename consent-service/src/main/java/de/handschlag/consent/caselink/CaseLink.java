package de.handschlag.consent.caselink;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.paging.Cursor;
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
    /** The type of the agency that the link's newest event tells; null if none does (ADR 45). */
    private @Nullable String toldAgencyType;

    protected CaseLink() {}

    CaseLink(UUID dataSubjectId, String agencyId, @Nullable String agencyType, String caseReference, Instant linkedAt) {
        this.caseLinkId = UUID.randomUUID();
        this.dataSubjectId = dataSubjectId;
        this.agencyId = agencyId;
        this.caseReference = caseReference;
        this.linkedAt = linkedAt;
        this.toldAgencyType = agencyType;
    }

    /** As the topic has it. */
    static CaseLink of(UUID dataSubjectId, CaseLinkState state) {
        CaseLink caseLink = new CaseLink(dataSubjectId, state.agencyId(), state.agencyType(), state.caseReference(),
                state.linkedAt());
        caseLink.caseLinkId = state.caseLinkId();
        caseLink.unlinkedAt = state.unlinkedAt();
        return caseLink;
    }

    /** Is from now on what the topic has (ADR 39). */
    void become(CaseLinkState state) {
        unlinkedAt = state.unlinkedAt();
        toldAgencyType = state.agencyType();
    }

    /** The agency is of this type, and the link's newest event does not say so. */
    boolean hasToTell(String agencyType) {
        return isInForce() && !agencyType.equals(toldAgencyType);
    }

    /** The same tie, told with the type that the agency has now. */
    CaseLinked tell(String agencyType, long revision) {
        if (!hasToTell(agencyType)) {
            throw new IllegalStateException("the link tells this type already, or has ended");
        }
        toldAgencyType = agencyType;
        return linked(revision);
    }

    String agencyId() {
        return agencyId;
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

    /** As its agency sees it. */
    LinkedCase asCase() {
        return new LinkedCase(caseReference, linkedAt);
    }

    /** What orders lists. */
    Cursor cursor() {
        return new Cursor(linkedAt, caseLinkId);
    }

    OwnCaseLink own() {
        return new OwnCaseLink(caseLinkId, agencyId, caseReference, linkedAt);
    }

    private CaseLinkState state() {
        return new CaseLinkState(caseLinkId, agencyId, caseReference, linkedAt, unlinkedAt, toldAgencyType);
    }
}
