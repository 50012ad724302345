package de.handschlag.registry.disclosure;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Requester;
import de.handschlag.sealing.RevisionTokens.PersonRevision;

/**
 * One read of one or more cases.
 *
 * @param caseReferences  at least one, in the order of the answer
 * @param purpose         the stated purpose, to which the client is entitled
 * @param attributes      keys that are asked for; null for all that are granted
 * @param minimum         state that the answer must have seen; null if any will do. Only for a single case
 * @param blockOverrideReason why the client, which is entitled to that, overrides disclosure blocks; null if it does not
 * @param knownTags       entity tags of views that the agency has; empty for none. Only for a single case
 * @param norm            what permits the read; null if only the person's grants can
 */
record ViewRequest(Requester requester, List<String> caseReferences, String purpose, @Nullable List<String> attributes,
        @Nullable PersonRevision minimum, @Nullable String blockOverrideReason, Set<String> knownTags,
        @Nullable NormBasis norm) {

    String agencyId() {
        String agencyId = requester.agencyId();
        if (agencyId == null) {
            throw new IllegalStateException("a view is read on behalf of an agency");
        }
        return agencyId;
    }

    boolean overridesBlock() {
        return blockOverrideReason != null;
    }
}
