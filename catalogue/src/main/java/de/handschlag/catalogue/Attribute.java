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
 */
public record Attribute(String key, String labelDe, String category, String standard, Sensitivity sensitivity,
        boolean shareable) {

    /** How much protection an attribute needs. */
    public enum Sensitivity {
        NORMAL,
        SENSITIVE,
        /** Art. 9(1) GDPR: needs its own explicit step (R5). */
        SPECIAL_CATEGORY
    }
}
