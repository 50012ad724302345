package de.handschlag.login;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

import de.handschlag.problem.ProblemType;

/**
 * What an access token says, the same to every service. It is read once for each verified token: one that is asked for a claim
 * which MicroProfile JWT does not name throws an exception inside, and a read asked four times.
 *
 * @param subject         claim {@code sub}: the login at its issuer; null if there is none
 * @param clientId        claim {@code azp}; {@code unknown} if there is none
 * @param agencyId        claim {@code agency_id}; null if there is none, or no text
 * @param purposes        claim {@code purposes}: what the client is entitled to (R18); values that are no texts are none
 * @param overridesBlocks claim {@code disclosure_block_override} (R14)
 * @param assuranceLevel  claim {@code acr}; null if there is none (R6)
 */
public record TokenClaims(@Nullable String subject, String clientId, @Nullable String agencyId, Set<String> purposes,
        boolean overridesBlocks, @Nullable String assuranceLevel) {

    public static final ProblemType NO_AGENCY = new ProblemType("no-agency-in-token", 403,
            "The access token names no agency", "Das Zugriffstoken nennt keine Stelle",
            "Ask the operator of the identity provider for the claim agency_id of this client or login.");
    public static final ProblemType PURPOSE_NOT_ENTITLED = new ProblemType("purpose-not-entitled", 403,
            "The client is not entitled to this purpose", "Der Client ist für diesen Zweck nicht berechtigt",
            "Use a purpose that the token's claim purposes lists, or ask the operator of the identity provider to add it.");

    private static final String ATTRIBUTE = TokenClaims.class.getName();
    private static final TokenClaims NONE = new TokenClaims(null, "unknown", null, Set.of(), false, null);

    /** Those of whoever logged in; none without a login. */
    public static TokenClaims of(SecurityIdentity identity) {
        Said said = identity.getAttribute(ATTRIBUTE);
        if (said == null) {
            return NONE;
        }
        TokenClaims claims = said.claims();
        // In a browser's session the principal is the ID token, which need not say for what somebody works.
        AccessTokenCredential access = identity.getCredential(IdTokenCredential.class) == null
                ? null
                : identity.getCredential(AccessTokenCredential.class);
        return access == null || said.issuer() == null
                ? claims
                : ofSession(access.getToken(), claims).within(said.issuer());
    }

    /**
     * Those of a session's access token. It was verified together with the session, as the roles are taken from it.
     *
     * @param otherwise for an access token that is no JWT
     */
    private static TokenClaims ofSession(String accessToken, TokenClaims otherwise) {
        String[] parts = accessToken.split("\\.", -1);
        if (parts.length != 3) {
            return otherwise;
        }
        try (JsonReader reader = Json.createReader(
                new StringReader(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)))) {
            JsonObject token = reader.readObject();
            String clientId = text(token, "azp");
            return new TokenClaims(text(token, "sub"), clientId == null ? otherwise.clientId() : clientId,
                    text(token, "agency_id"), texts(token.get("purposes")),
                    JsonValue.TRUE.equals(token.get("disclosure_block_override")), text(token, "acr"));
        } catch (IllegalArgumentException | JsonException e) {
            return otherwise;
        }
    }

    /** The session's roles were judged when it was verified; for whom it speaks stands in the access token alone. */
    private TokenClaims within(Issuer issuer) {
        return issuer.maySay(Set.of(), agencyId) ? this : ofNoAgency();
    }

    private TokenClaims ofNoAgency() {
        return new TokenClaims(subject, clientId, null, Set.of(), false, assuranceLevel);
    }

    private static @Nullable String text(JsonObject token, String claim) {
        return token.get(claim) instanceof JsonString text && !text.getString().isBlank() ? text.getString() : null;
    }

    private static TokenClaims of(JsonWebToken token) {
        Object override = token.getClaim("disclosure_block_override");
        String clientId = text(token, "azp");
        return new TokenClaims(token.getSubject(), clientId == null ? "unknown" : clientId, text(token, "agency_id"),
                texts(token.getClaim("purposes")), JsonValue.TRUE.equals(override) || Boolean.TRUE.equals(override),
                text(token, "acr"));
    }

    private static @Nullable String text(JsonWebToken token, String claim) {
        return token.getClaim(claim) instanceof String text && !text.isBlank() ? text : null;
    }

    private static Set<String> texts(@Nullable Object claim) {
        return claim instanceof Collection<?> values
                ? values.stream().map(value -> value instanceof JsonString text ? text.getString() : value)
                        .filter(String.class::isInstance).map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /**
     * The agency that the token speaks for.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if it speaks for none
     */
    public String requireAgency() {
        if (agencyId == null) {
            throw NO_AGENCY.because("The token has no claim agency_id, or one that is no text.");
        }
        return agencyId;
    }

    /** What a token says, and who issued it; null if its issuer may not say that. */
    private record Said(TokenClaims claims, @Nullable Issuer issuer) {}

    /**
     * Adds them to the identity of whoever logged in. If its issuer's binding does not cover them (R38), nothing of them counts but who it
     * is: such a token has no role and no agency, so that what asks for one is refused (403), and told in the log with issuer and client.
     */
    @ApplicationScoped
    static class Reader implements SecurityIdentityAugmentor {

        private final Issuers issuers;

        Reader(Issuers issuers) {
            this.issuers = issuers;
        }

        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
            return Uni.createFrom()
                    .item(identity.getPrincipal() instanceof JsonWebToken token ? judged(identity, token) : identity);
        }

        private SecurityIdentity judged(SecurityIdentity identity, JsonWebToken token) {
            Optional<Issuer> issuer = issuers.of(token.getIssuer())
                    .filter(known -> known.maySay(identity.getRoles(), token.getClaim("agency_id")));
            return issuer.isPresent()
                    ? QuarkusSecurityIdentity.builder(identity)
                            .addAttribute(ATTRIBUTE, new Said(TokenClaims.of(token), issuer.get())).build()
                    : QuarkusSecurityIdentity.builder().setPrincipal(token).addCredentials(identity.getCredentials())
                            .addAttributes(identity.getAttributes())
                            .addAttribute(ATTRIBUTE, new Said(TokenClaims.of(token).ofNoAgency(), null)).build();
        }
    }
}
