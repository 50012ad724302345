package de.handschlag.login;

import java.util.List;

/** Roles of the claim {@code realm_access.roles}, as the identity provider's realm has them. */
public final class Roles {

    /** A person, by the own login. */
    public static final String DATA_SUBJECT = "data-subject";

    /** An agency's own system, which reads, contributes and asks on its behalf. */
    public static final String AGENCY_SYSTEM = "agency-system";

    /** An agency's employee, by the own login. */
    public static final String CASEWORKER = "caseworker";

    /**
     * An employee of the youth office whose duty it is to be children's guardian (§ 55 SGB VIII), by a login without any agency: beside
     * {@link #DATA_SUBJECT}, and never beside what an agency's staff or system is (R13).
     */
    public static final String OFFICIAL_GUARDIAN = "official-guardian";

    /** A data-protection officer. */
    public static final String DPO = "dpo";

    /** Municipal IT. */
    public static final String ADMIN = "admin";

    /** Every role that means something here. */
    public static final List<String> ALL = List.of(DATA_SUBJECT, AGENCY_SYSTEM, CASEWORKER, OFFICIAL_GUARDIAN, DPO,
            ADMIN);

    private Roles() {}
}
