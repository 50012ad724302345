package de.handschlag.consent.consentrecord;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import de.handschlag.edge.InvalidRequest;

/**
 * What of a request a person grants; both lists sorted.
 *
 * @param explicitAttributes those of {@code attributes} that the person confirmed in their own step (R5)
 */
record Grant(List<String> attributes, List<String> explicitAttributes) {

    /**
     * @param wanted    what the person ticked; what they did not name they do not grant (R2)
     * @param confirmed special-category attributes that the person confirmed one by one
     * @param requested what the agency asked for
     * @param special   those of {@code requested} of a special category
     */
    static Grant of(List<String> wanted, List<String> confirmed, Collection<String> requested, Set<String> special) {
        InvalidRequest.requireDistinct("attributes", wanted);
        InvalidRequest.requireDistinct("explicitAttributes", confirmed);
        if (!special.containsAll(confirmed)) {
            throw InvalidRequest.body("explicitAttributes",
                    "only attributes of a special category that were asked for are expected");
        }
        Set<String> granted = new TreeSet<>(wanted);
        if (!requested.containsAll(granted)) {
            throw InvalidRequest.body("attributes", "a grant covers no more than was asked for");
        }
        Set<String> unconfirmed = new HashSet<>(special);
        unconfirmed.removeAll(confirmed);
        // R5: no bundle covers them.
        if (granted.stream().anyMatch(unconfirmed::contains)) {
            throw ConsentProblems.EXPLICIT_STEP_MISSING
                    .because("A special-category attribute is approved but not listed in explicitAttributes.");
        }
        granted.addAll(confirmed);
        if (granted.isEmpty()) {
            throw InvalidRequest.body("attributes", "an approval grants at least one attribute; otherwise refuse");
        }
        return new Grant(List.copyOf(granted), List.copyOf(new TreeSet<>(confirmed)));
    }
}
