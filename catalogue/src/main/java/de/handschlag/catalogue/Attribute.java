package de.handschlag.catalogue;

/**
 * One fact about a person that can be shared.
 *
 * @param key         stable key, for instance {@code birth_date}
 * @param labelDe     German label
 * @param category    group for display, for instance {@code identity}
 * @param standard    where its form comes from (FIM, XÖV code list, ISO); empty if nowhere
 * @param sensitivity how much protection it needs
 * @param shareable   false: can never be granted or read (R5)
 * @param form        what values look like; the attribute's code list, if it has one, comes on top
 * @param hiddenByBlock whether a disclosure block hides it (R14)
 */
public record Attribute(String key, String labelDe, String category, String standard, Sensitivity sensitivity,
        boolean shareable, ValueForm form, boolean hiddenByBlock) {

    /** How much protection an attribute needs. */
    public enum Sensitivity {
        NORMAL,
        SENSITIVE,
        /** Art. 9(1) GDPR: needs its own explicit step (R5). */
        SPECIAL_CATEGORY
    }
}
