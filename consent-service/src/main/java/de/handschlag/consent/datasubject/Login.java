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
            "Use the person's own login.");

    /**
     * The login that the request's token speaks for.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if the token speaks for an agency as well: its staff neither becomes
     *                                                     a person nor acts as one (R35)
     */
    public static Login of(SecurityIdentity identity) {
        if (isOfStaff(identity)) {
            throw STAFF_LOGIN.because("The token names an agency or has the role of one's staff or system.");
        }
        JsonWebToken token = (JsonWebToken) identity.getPrincipal();
        return new Login(token.getIssuer(), token.getSubject(), TokenClaims.of(identity).assuranceLevel());
    }

    /** Whether the token speaks for an agency. */
    public static boolean isOfStaff(SecurityIdentity identity) {
        // Whatever the claim holds: a person's login has none.
        return TokenClaims.of(identity).namesAgency() || identity.hasRole(Roles.CASEWORKER)
                || identity.hasRole(Roles.AGENCY_SYSTEM);
    }

    /** Whether the identity provider has proofed who this login belongs to, in a way that counts here. */
    boolean isProofed(LoginSettings settings) {
        return assuranceLevel != null && settings.proofingLevels().orElse(Set.of()).contains(assuranceLevel)
                && settings.proofingIssuers().orElse(Set.of()).contains(issuer);
    }
}
