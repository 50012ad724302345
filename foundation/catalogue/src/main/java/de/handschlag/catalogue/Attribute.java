package de.handschlag.catalogue;

/**
 * One fact about a person that can be shared.
 *
 * @param key         stable key, for instance {@code birth_date}
 * @param labelDe     German label
 * @param labelEn     English label
 * @param category    group for display, for instance {@code identity}
 * @param standard    where its form comes from (FIM, XÖV code list, ISO); empty if nowhere
 * @param sensitivity how much protection it needs
 * @param shareable   by what it can be shared at all (R5)
 * @param form        what values look like; the attribute's code list, if it has one, comes on top
 * @param hiddenByBlock whether a disclosure block hides it (R14)
 * @param confidentialFromGuardianPossible whether a young person may keep it from the guardian (R12)
 * @param othersData  whether it is about another person too
 */
public record Attribute(String key, String labelDe, String labelEn, String category, String standard,
        Sensitivity sensitivity, Shareable shareable, ValueForm form, boolean hiddenByBlock,
        boolean confidentialFromGuardianPossible, boolean othersData) {

    /** How much protection an attribute needs. */
    public enum Sensitivity {
        NORMAL,
        /** No special category, but harmful in the wrong hands. */
        SENSITIVE,
        /** Art. 9(1) GDPR: needs its own explicit step (R5). */
        SPECIAL
    }

    /** By what an attribute can be shared. */
    public enum Shareable {
        YES,
        /** Never by consent: by a statute or in an emergency only. */
        STATUTE_ONLY,
        /** Never. */
        NO
    }
}
