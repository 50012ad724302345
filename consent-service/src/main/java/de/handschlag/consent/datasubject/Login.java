package de.handschlag.consent.datasubject;

import java.util.Set;
import java.util.UUID;

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
 * @param actingFor      binding by which it acts for somebody else, as a guardian (R11); null if it acts for its own person
 * @param officialGuardian whether its owner is an official guardian by duty (R13)
 */
public record Login(String issuer, String subject, @Nullable String assuranceLevel, @Nullable UUID actingFor,
        boolean officialGuardian) {

    /** Header that names the binding by which a guardian acts. Only operations that take it are open to guardians. */
    public static final String ACTING_FOR = "Acting-For";

    /** What OpenAPI says of it. */
    public static final String ACTING_FOR_SAID = "A loginBindingId of GET /v1/me/children: for whom this login acts as a guardian (R11); without it, for its own person";

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
        return new Login(token.getIssuer(), token.getSubject(), TokenClaims.of(identity).assuranceLevel(), null,
                identity.hasRole(Roles.OFFICIAL_GUARDIAN));
    }

    /**
     * As {@link #of(SecurityIdentity)}, for what is open to guardians, too.
     *
     * @param actingFor binding by which the login acts for somebody else; null for its own person
     */
    public static Login of(SecurityIdentity identity, @Nullable UUID actingFor) {
        Login own = of(identity);
        return new Login(own.issuer, own.subject, own.assuranceLevel, actingFor, own.officialGuardian);
    }

    /** Whether it acts for somebody else. */
    public boolean isActing() {
        return actingFor != null;
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
