package de.handschlag.consent.datasubject;

import java.util.Set;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;

import de.handschlag.login.Roles;
import de.handschlag.login.TokenClaims;
import de.handschlag.problem.ProblemType;

/**
 * The login of a person: a subject at an issuer (OpenID Connect Core, section 2).
 *
 * @param assuranceLevel claim {@code acr}; null if the login names none (R6)
 */
public record Login(String issuer, String subject, @Nullable String assuranceLevel) {

    private static final ProblemType STAFF_LOGIN = new ProblemType("staff-login", 403,
            "This login speaks for an agency", "Diese Anmeldung spricht für eine Stelle",
            "Enter the code with the person's own login.");

    /** The login that the request's token speaks for. */
    public static Login of(SecurityIdentity identity) {
        JsonWebToken token = (JsonWebToken) identity.getPrincipal();
        return new Login(token.getIssuer(), token.getSubject(), TokenClaims.of(identity).assuranceLevel());
    }

    /** The same, unless the token speaks for an agency as well (403): its staff does not become the person (R35). */
    static Login ofPerson(SecurityIdentity identity) {
        JsonWebToken token = (JsonWebToken) identity.getPrincipal();
        // Whatever the claim holds: a person's login has none.
        if (token.containsClaim("agency_id") || identity.hasRole(Roles.CASEWORKER)
                || identity.hasRole(Roles.AGENCY_SYSTEM)) {
            throw STAFF_LOGIN.because("The token names an agency or has the role of one's staff or system.");
        }
        return of(identity);
    }

    /** Whether the identity provider has proofed who this login belongs to, in a way that counts here. */
    boolean isProofed(LoginSettings settings) {
        return assuranceLevel != null && settings.proofingLevels().orElse(Set.of()).contains(assuranceLevel)
                && settings.proofingIssuers().orElse(Set.of()).contains(issuer);
    }
}
