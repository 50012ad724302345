package de.handschlag.consent.agency;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.json.JsonString;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;

import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

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

    private static final ProblemType NO_AGENCY = new ProblemType("no-agency-in-token", 403,
            "The access token names no agency", "Das Zugriffstoken nennt keine Stelle",
            "Ask the operator of the identity provider for the claim agency_id.");
    private static final ProblemType PURPOSE_NOT_ENTITLED = new ProblemType("purpose-not-entitled", 403,
            "The client is not entitled to this purpose", "Der Client ist für diesen Zweck nicht berechtigt",
            "Use a client whose token lists the purpose in the claim purposes.");

    /** The agency of the request's token; a token without one is refused (403). */
    public static AgencyClient of(SecurityIdentity identity) {
        JsonWebToken token = (JsonWebToken) identity.getPrincipal();
        Object claim = token.getClaim("agency_id");
        if (!(claim instanceof String agencyId) || agencyId.isBlank()) {
            throw NO_AGENCY.because("The token has no claim agency_id, or one that is no text.");
        }
        return new AgencyClient(agencyId, texts(token.getClaim("purposes")),
                token.getClaim("azp") instanceof String client ? client : "unknown",
                identity.hasRole("caseworker") ? token.getSubject() : null,
                token.getClaim("acr") instanceof String level ? level : null);
    }

    /**
     * Who asks, as the log names it (R25).
     *
     * @param employee for whom the agency's system says to ask; a caseworker is their own
     */
    public Requester asRequester(@Nullable String employee) {
        return new Requester(agencyId, clientId, caseworker == null ? employee : caseworker);
    }

    /** Refuses a purpose that the client is not entitled to (R18). */
    public void requireEntitledTo(String purpose) {
        if (!purposes.contains(purpose)) {
            throw PURPOSE_NOT_ENTITLED.because("The token's claim purposes does not list this purpose.");
        }
    }

    private static Set<String> texts(@Nullable Object claim) {
        if (!(claim instanceof Collection<?> values)) {
            return Set.of();
        }
        return values.stream().filter(Objects::nonNull)
                .map(value -> value instanceof JsonString text ? text.getString() : value.toString())
                .collect(Collectors.toUnmodifiableSet());
    }
}
