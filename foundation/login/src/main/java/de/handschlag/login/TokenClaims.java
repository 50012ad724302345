package de.handschlag.login;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.common.runtime.OidcConstants;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.edge.browser.BrowserPaths;
import de.handschlag.problem.ProblemType;
import de.handschlag.problem.StepUp;

/**
 * What an access token says, the same to every service, wherever its issuer writes it ({@link Issuer.Claims}). It is read once for each
 * verified token.
 *
 * @param subject         claim {@code sub}: the login at its issuer; null if there is none
 * @param clientId        {@code unknown} if there is none
 * @param agencyId        null if there is none, or no text
 * @param namesAgency     whether it has the claim of an agency, whatever that holds: a person's token has none
 * @param purposes        what the client is entitled to (R18); values that are no texts are none
 * @param overridesBlocks whether the client may override disclosure blocks (R14)
 * @param assuranceLevel  claim {@code acr}; null if there is none (R6)
 */
public record TokenClaims(@Nullable String subject, String clientId, @Nullable String agencyId, boolean namesAgency,
        Set<String> purposes, boolean overridesBlocks, @Nullable String assuranceLevel) {

    public static final ProblemType NO_AGENCY = new ProblemType("no-agency-in-token", 403,
            "The access token names no agency", "Das Zugriffstoken nennt keine Stelle",
            "Ask the operator of the identity provider for the claim agency_id of this client or login.");
    public static final ProblemType PURPOSE_NOT_ENTITLED = new ProblemType("purpose-not-entitled", 403,
            "The client is not entitled to this purpose", "Der Client ist für diesen Zweck nicht berechtigt",
            "Use a purpose that the token's claim purposes lists, or ask the operator of the identity provider to add it.");

    public static final ProblemType INCOMPATIBLE_ROLES = new ProblemType("incompatible-roles", 403,
            "One login cannot be official guardian and work for an agency",
            "Eine Anmeldung kann nicht Amtsvormund sein und für eine Stelle arbeiten",
            "Use two logins, and ask the operator of the identity provider to part the roles.");

    private static final String INCOMPATIBLE = "incompatible-roles";
    private static final String ATTRIBUTE = TokenClaims.class.getName();
    private static final String ISSUER = Issuer.class.getName();
    private static final TokenClaims NONE = new TokenClaims(null, "unknown", null, false, Set.of(), false, null);

    /** Those of whoever logged in; none without a login. */
    public static TokenClaims of(SecurityIdentity identity) {
        TokenClaims claims = identity.getAttribute(ATTRIBUTE);
        return claims == null ? NONE : claims;
    }

    /** Whether the token says both what one employee may not be (R13); then nothing of it counts. */
    static boolean isIncompatible(SecurityIdentity identity) {
        return identity.getAttribute(INCOMPATIBLE) != null;
    }

    /** The issuer whose binding covers what the token says; null if it does not. */
    static @Nullable Issuer coveringIssuer(SecurityIdentity identity) {
        return identity.getAttribute(ISSUER);
    }

    private TokenClaims ofNoAgency() {
        return new TokenClaims(subject, clientId, null, namesAgency, Set.of(), false, assuranceLevel);
    }

    /** Empty if it is no JWT. */
    private static Optional<JsonObject> payload(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(
                new StringReader(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)))) {
            return Optional.of(reader.readObject());
        } catch (IllegalArgumentException | JsonException e) {
            return Optional.empty();
        }
    }

    /**
     * The agency that the token speaks for.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if it speaks for none
     */
    public String requireAgency() {
        if (agencyId == null) {
            throw NO_AGENCY.because("The token has no claim of an agency, or one that is no text.");
        }
        return agencyId;
    }

    /**
     * Adds them to the identity of whoever logged in. If its issuer's binding does not cover them (R38), nothing of them counts but who it
     * is: such a token has no role and no agency, so that what asks for one is refused (403), and told in the log with issuer and client.
     * Of staff whose login was not as strong as it has to be it asks for another one (401).
     */
    @ApplicationScoped
    static class Reader implements SecurityIdentityAugmentor {

        private final Issuers issuers;

        Reader(Issuers issuers) {
            this.issuers = issuers;
        }

        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
            return augment(identity, context, Map.of());
        }

        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context,
                Map<String, Object> attributes) {
            if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
                return Uni.createFrom().item(identity);
            }
            try {
                return Uni.createFrom()
                        .item(judged(identity, token, HttpSecurityUtils.getRoutingContextAttribute(attributes)));
            } catch (AuthenticationFailedException e) {
                return Uni.createFrom().failure(e);
            }
        }

        private SecurityIdentity judged(SecurityIdentity identity, JsonWebToken token,
                @Nullable RoutingContext request) {
            Issuer issuer = issuers.of(token.getIssuer()).orElse(null);
            if (issuer == null) {
                return known(identity, token, Set.of(), NONE);
            }
            JsonObject said = payload(identity, token, request);
            if (!ClaimBounds.hold(issuer, said)) {
                throw new AuthenticationFailedException("a claim is out of bounds");
            }
            TokenClaims claims = issuer.read(said);
            Set<String> roles = issuer.roles(said);
            if (roles.contains(Roles.OFFICIAL_GUARDIAN) && (claims.namesAgency() || roles.contains(Roles.CASEWORKER)
                    || roles.contains(Roles.AGENCY_SYSTEM))) {
                return QuarkusSecurityIdentity.builder(known(identity, token, Set.of(), claims.ofNoAgency()))
                        .addAttribute(INCOMPATIBLE, true).build();
            }
            if (!issuer.maySay(roles, said)) {
                return known(identity, token, Set.of(), claims.ofNoAgency());
            }
            if (issuer.asksForMore(roles, claims.assuranceLevel())
                    && (request == null || !request.normalizedPath().equals(BrowserPaths.LOGIN))) {
                if (request == null) {
                    throw new AuthenticationFailedException("the login is not strong enough");
                }
                // The extension's challenge of a bearer token takes the levels from the failure.
                throw new AuthenticationFailedException("the login is not strong enough",
                        Map.of(OidcConstants.ACR_VALUES, StepUp.ask(request, issuer.staffAcrValues())));
            }
            return QuarkusSecurityIdentity.builder(known(identity, token, roles, claims)).addAttribute(ISSUER, issuer)
                    .build();
        }

        private static SecurityIdentity known(SecurityIdentity identity, JsonWebToken token, Set<String> roles,
                TokenClaims claims) {
            return QuarkusSecurityIdentity.builder().setPrincipal(token).addCredentials(identity.getCredentials())
                    .addAttributes(identity.getAttributes()).addRoles(roles).addAttribute(ATTRIBUTE, claims).build();
        }

        /**
         * What the access token says. In a browser's session the principal is the ID token, which need not say for what somebody works; the
         * access token was verified with it (quarkus.oidc.web.roles.source).
         */
        private static JsonObject payload(SecurityIdentity identity, JsonWebToken token,
                @Nullable RoutingContext request) {
            String ofSession = request == null || identity.getCredential(IdTokenCredential.class) == null
                    ? null
                    : request.get(OidcConstants.ACCESS_TOKEN_VALUE);
            return Optional.ofNullable(ofSession).flatMap(TokenClaims::payload)
                    .or(() -> TokenClaims.payload(token.getRawToken()))
                    .orElseThrow(() -> new AuthenticationFailedException("no JSON web token"));
        }
    }
}
