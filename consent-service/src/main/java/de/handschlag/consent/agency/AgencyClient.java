package de.handschlag.consent.agency;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;

import de.handschlag.event.Requester;
import de.handschlag.login.Roles;
import de.handschlag.login.TokenClaims;

/**
 * The agency that a token speaks for.
 *
 * @param agencyId       claim {@code agency_id}
 * @param purposes       claim {@code purposes}: what the client is entitled to (R18); empty if the token names none
 * @param clientId       claim {@code azp}
 * @param caseworker     the employee whose login it is; null if it is the agency's system
 * @param assuranceLevel claim {@code acr}; null if the token names none
 */
public record AgencyClient(String agencyId, Set<String> purposes, String clientId, @Nullable String caseworker,
        @Nullable String assuranceLevel) {

    /** The agency of the request's token; a token without one is refused (403). */
    public static AgencyClient of(SecurityIdentity identity) {
        TokenClaims claims = TokenClaims.of(identity);
        return new AgencyClient(claims.requireAgency(), claims.purposes(), claims.clientId(),
                identity.hasRole(Roles.CASEWORKER) ? claims.subject() : null, claims.assuranceLevel());
    }

    /**
     * Who asks, as the log names it (R25).
     *
     * @param employee for whom the agency's system says to ask; a caseworker is their own
     */
    public Requester asRequester(@Nullable String employee) {
        return new Requester(agencyId, clientId, caseworker == null ? employee : caseworker);
    }

    /**
     * The employee whose login it is.
     *
     * @throws IllegalStateException if it is the agency's system
     */
    public String requireEmployee() {
        if (caseworker == null) {
            throw new IllegalStateException("an agency's system is no employee");
        }
        return caseworker;
    }

    /** Whose requests the client sees and takes back: a caseworker's own purposes; null for all of the agency's, as its system. */
    public @Nullable Set<String> managedPurposes() {
        return caseworker == null ? null : purposes;
    }

    /** Refuses a purpose that the client is not entitled to (R18). */
    public void requireEntitledTo(String purpose) {
        if (!purposes.contains(purpose)) {
            throw TokenClaims.PURPOSE_NOT_ENTITLED.because("The token's claim purposes does not list this purpose.");
        }
    }
}
