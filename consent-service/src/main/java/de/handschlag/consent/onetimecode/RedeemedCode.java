package de.handschlag.consent.onetimecode;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Guardianship;

/**
 * A code that was used up just now.
 *
 * @param agencyId     whose code it was; null if the person made it
 * @param guardianship for what its owner acts for the person (R11); null unless it is a guardian's
 */
public record RedeemedCode(UUID codeId, @Nullable String agencyId, @Nullable Guardianship guardianship) {

    /** For what its owner acts for the person. */
    public Guardianship requireGuardianship() {
        if (guardianship == null) {
            throw new IllegalStateException("a guardian's code says for what");
        }
        return guardianship;
    }

    /** Whose code for a login it was. */
    public String requireAgencyId() {
        if (agencyId == null) {
            throw new IllegalStateException("a code for a login is an agency's");
        }
        return agencyId;
    }
}
