package de.handschlag.registry.disclosure;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Requester;

/**
 * One read of one or more cases.
 *
 * @param caseReferences  at least one, in the order of the answer
 * @param purpose         the stated purpose, to which the client is entitled
 * @param attributes      keys that are asked for; null for all that are granted
 * @param minimumRevision consent revision that the answer must have seen; null if any will do. Only for a single case
 * @param knownTags       entity tags of views that the agency has; empty for none. Only for a single case
 */
record ViewRequest(Requester requester, List<String> caseReferences, String purpose, @Nullable List<String> attributes,
        @Nullable Long minimumRevision, Set<String> knownTags) {

    String agencyId() {
        String agencyId = requester.agencyId();
        if (agencyId == null) {
            throw new IllegalStateException("a view is read on behalf of an agency");
        }
        return agencyId;
    }
}
