package de.handschlag.event;

/**
 * For what somebody else acts for the person by a login (R11). It names nobody, and never the person's birth date.
 *
 * @param kind  what the guardian is to the person
 * @param proof what the agency that made the code was shown
 */
public record Guardianship(Kind kind, Proof proof) {

    /** What the guardian is to the person. */
    public enum Kind {
        /** Mother or father who has custody (§ 1626 BGB). */
        PARENT,
        /** A guardian of a minor who is no office (§ 1773 BGB). */
        GUARDIAN,
        /** A legal guardian of an adult (§ 1814 BGB). */
        LEGAL_GUARDIAN,
        /** The youth office as guardian, by the employee who has this duty (§ 1786 BGB, § 55 SGB VIII). */
        OFFICIAL
    }

    /** What shows it. */
    public enum Proof {
        BIRTH_CERTIFICATE,
        CUSTODY_DECLARATION,
        COURT_ORDER,
        CERTIFICATE_OF_APPOINTMENT,
        OTHER
    }
}
