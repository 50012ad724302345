package de.handschlag.audit.requester;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.SecurityIdentity;

import de.handschlag.event.Requester;
import de.handschlag.login.TokenClaims;

/** Who asks, from the access token: no name, but the login's random subject. */
@ApplicationScoped
public class QueryRequester {

    private final SecurityIdentity identity;

    QueryRequester(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The requester of the call that is being answered. */
    public Requester current() {
        TokenClaims claims = TokenClaims.of(identity);
        return new Requester(claims.agencyId(), claims.clientId(), claims.subject());
    }
}
