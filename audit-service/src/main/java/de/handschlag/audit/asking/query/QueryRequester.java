package de.handschlag.audit.asking.query;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import de.handschlag.event.Requester;

/** Who asks, from the access token: no name, but the login's random subject. */
@ApplicationScoped
public class QueryRequester {

    private final JsonWebToken token;

    QueryRequester(JsonWebToken token) {
        this.token = token;
    }

    /** The requester of the call that is being answered. */
    public Requester current() {
        String client = token.getClaim("azp");
        return new Requester(token.getClaim("agency_id"), client == null ? "unknown" : client, token.getSubject());
    }
}
