package de.handschlag.verifier.lawfulness;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** From which of a person's revisions to which an agency's case reference stands for the person. */
final class CaseLinkSpan {

    final String agency;
    final String caseReference;
    /** Null if it was not told. */
    final @Nullable String agencyType;
    final long from;
    final Instant at;
    /** Revision at which it ended; null while it holds. */
    @Nullable
    Long until;

    CaseLinkSpan(String agency, String caseReference, @Nullable String agencyType, long from, Instant at) {
        this.agency = agency;
        this.caseReference = caseReference;
        this.agencyType = agencyType;
        this.from = from;
        this.at = at;
    }

    boolean holdsAt(long revision) {
        return from <= revision && (until == null || until > revision);
    }
}
