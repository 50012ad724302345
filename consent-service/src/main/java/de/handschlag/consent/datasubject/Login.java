package de.handschlag.consent.datasubject;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;

/**
 * The login of a person: a subject at an issuer (OpenID Connect Core, section 2).
 *
 * @param assuranceLevel claim {@code acr}; null if the login names none (R6)
 */
public record Login(String issuer, String subject, @Nullable String assuranceLevel) {

    /** The login that the request's token speaks for. */
    public static Login of(SecurityIdentity identity) {
        JsonWebToken token = (JsonWebToken) identity.getPrincipal();
        return new Login(token.getIssuer(), token.getSubject(), token.getClaim("acr"));
    }
}
