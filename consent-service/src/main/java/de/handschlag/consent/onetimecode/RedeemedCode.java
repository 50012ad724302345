package de.handschlag.consent.onetimecode;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A code that was used up just now.
 *
 * @param agencyId whose code it was; null if the person made it
 */
public record RedeemedCode(UUID codeId, @Nullable String agencyId) {

    /** Whose binding code it was. */
    public String requireAgencyId() {
        if (agencyId == null) {
            throw new IllegalStateException("a binding code is an agency's");
        }
        return agencyId;
    }
}
