package de.handschlag.audit.query;

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

    public Requester current() {
        String client = token.getClaim("azp");
        return new Requester(token.getClaim("agency_id"), client == null ? "unknown" : client, token.getSubject());
    }
}
