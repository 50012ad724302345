package de.handschlag.verifier.lawfulness;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What the log says about one person. */
final class Person {

    /** All changes of the whole log. */
    final Timeline changes = new Timeline();
    /** All enforcement receipts of the whole log. */
    final Timeline receipts = new Timeline();
    /** All case links of the whole log, in its order. */
    final List<CaseLinkSpan> links = new ArrayList<>(1);
    /** Revision of the person's erasure; null if there was none. */
    @Nullable
    Long erasedRevision;
    /** Position of the entry that tells of it. */
    long erasedIndex = Long.MAX_VALUE;
    /** Highest revision up to the entry that is being checked. */
    long reached;
    /** Revisions up to there whose payloads were erased, in their order. */
    private List<Gap> gaps = List.of();

    /** @param last inclusive */
    private record Gap(long first, long last) {}

    void addGap(long first, long last) {
        if (gaps.isEmpty()) {
            gaps = new ArrayList<>(1);
        }
        gaps.add(new Gap(first, last));
    }

    /** Whether payloads of some of the revisions behind the first one, up to the last one, were erased. */
    boolean hasGap(long behind, long last) {
        return gaps.stream().anyMatch(gap -> gap.last > behind && gap.first <= last);
    }

    void endLink(String agency, String caseReference, long revision) {
        for (CaseLinkSpan link : links) {
            if (link.until == null && link.from < revision && link.agency.equals(agency)
                    && link.caseReference.equals(caseReference)) {
                link.until = revision;
            }
        }
    }

    /** The newest link of this case at this revision; null if there is none. */
    @Nullable
    CaseLinkSpan link(String agency, String caseReference, long revision) {
        for (CaseLinkSpan link : links.reversed()) {
            if (link.holdsAt(revision) && link.agency.equals(agency) && link.caseReference.equals(caseReference)) {
                return link;
            }
        }
        return null;
    }

    /** Of which type the agency is, as far as the person's revision tells; null if it does not. */
    @Nullable
    String agencyType(String agency, long revision) {
        for (CaseLinkSpan link : links.reversed()) {
            if (link.from <= revision && link.agencyType != null && link.agency.equals(agency)) {
                return link.agencyType;
            }
        }
        return null;
    }
}
