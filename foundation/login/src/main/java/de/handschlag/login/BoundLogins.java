package de.handschlag.login;

import io.quarkus.security.identity.SecurityIdentity;

/** Of the service that keeps the persons; the others have none. */
public interface BoundLogins {

    /** Whether a person belongs to the login. */
    boolean isBound(SecurityIdentity identity);
}
