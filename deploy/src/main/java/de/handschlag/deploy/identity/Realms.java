package de.handschlag.deploy.identity;

import java.util.Map;

import de.handschlag.deploy.local.ProjectLayout;

/**
 * The two realms of the local stack. They sign with RS256: a token is signed once in five minutes and verified with every
 * request, and RSA-2048 verifies some fifteen times faster than P-256 does on JDK 25 (measured: 0.12 and 1.9 ms).
 */
public final class Realms {

    /** Issuer of the municipality. */
    public static final String HANDSCHLAG = "handschlag";

    /** A second issuer with the same roles and claims; services accept it by configuration alone. */
    public static final String PARTNER = "handschlag-partner";

    private Realms() {}

    /** Creates what is missing. {@code values} fill the placeholders of the realms' files. */
    public static void importMissing(KeycloakAdmin admin, ProjectLayout layout, Map<String, String> values) {
        admin.importRealm(HANDSCHLAG, layout.realm(HANDSCHLAG), values);
        admin.importRealm(PARTNER, layout.realm(PARTNER), values);
    }
}
