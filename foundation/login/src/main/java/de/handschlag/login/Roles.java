package de.handschlag.login;

/** Roles of the claim {@code realm_access.roles}, as the identity provider's realm has them. */
public final class Roles {

    /** A person, by the own login. */
    public static final String DATA_SUBJECT = "data-subject";

    /** An agency's own system, which reads, contributes and asks on its behalf. */
    public static final String AGENCY_SYSTEM = "agency-system";

    /** An agency's employee, by the own login. */
    public static final String CASEWORKER = "caseworker";

    /** A data-protection officer. */
    public static final String DPO = "dpo";

    /** Municipal IT. */
    public static final String ADMIN = "admin";

    private Roles() {}
}
