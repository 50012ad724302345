package de.handschlag.consent.processingrecord;

import java.util.List;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.PurposeAttribute.Necessity;

/**
 * One purpose for which an agency may read, on one basis: a row of its record of processing activities.
 *
 * @param purpose        key
 * @param label          what the purpose is called
 * @param plainly        one sentence that says what is done with the data
 * @param personChoice   whether the person starts the retrieval and looks before its use; until that way is built, it reads nothing
 * @param legalBasis     section-exact
 * @param minors         whether it is about minors only
 * @param items          what can be read, in the order of the catalogue; empty if the basis covers nothing yet
 * @param retention      how long the catalogue proposes to keep it
 * @param secrecyRelease whether a release from professional secrecy is the normal case (R9)
 * @param reasoned       whether a reason for the one case is typed before reading
 * @param deferralDays   how long showing a read may be deferred at most (ADR 65); null if it is shown at once
 */
record Activity(String purpose, String label, String plainly, Basis basis, boolean personChoice, String legalBasis,
        boolean minors, List<Item> items, String retention, boolean secrecyRelease, boolean reasoned,
        @Nullable Integer deferralDays) {

    /**
     * One kind of data.
     *
     * @param label         what the attribute is called
     * @param othersData    whether it is about another person too
     * @param hiddenByBlock whether a disclosure block hides it (R14)
     * @param sources       types of agency whose contributions are read, by what they are called; empty for any
     */
    record Item(String label, Sensitivity sensitivity, Necessity necessity, boolean othersData, boolean hiddenByBlock,
            List<String> sources) {

        public boolean isSpecial() {
            return sensitivity == Sensitivity.SPECIAL;
        }

        public boolean isRequired() {
            return necessity == Necessity.REQUIRED;
        }
    }

    /** How a template names the basis. */
    public String basisName() {
        return personChoice ? "CHOICE" : basis.name();
    }

    public boolean isSpecial() {
        return items.stream().anyMatch(Item::isSpecial);
    }

    public boolean isAboutOthers() {
        return items.stream().anyMatch(Item::othersData);
    }
}
