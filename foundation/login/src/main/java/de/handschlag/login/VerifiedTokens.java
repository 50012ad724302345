package de.handschlag.login;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.problem.StepUp;

/**
 * Remembers for a moment which access tokens the OIDC extension has verified. Clients send the same token with many requests,
 * and to verify it anew took more than half of the registry's time and a quarter of the consent-service's. A token is never
 * remembered past its own expiry (R15); whatever is not remembered goes the ordinary way (ADR 7).
 *
 * <p>Outside the browser's paths it is the only mechanism of the scheme {@code bearer}: nobody is led to a login there,
 * whatever the address looks like. (The OIDC extension takes a part of the path that is the name of a tenant for a choice.)
 */
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";
    /** Where browsers log in by code flow; a bearer token opens nothing there, remembered or not. */
    private static final String BROWSERS = "/app";
    private static final HttpCredentialTransport TRANSPORT = new HttpCredentialTransport(
            HttpCredentialTransport.Type.AUTHORIZATION, BEARER.strip());
    private static final ChallengeData CHALLENGE = new ChallengeData(401, "WWW-Authenticate", BEARER.strip());
    private static final int MOST_TOKENS = 10_000;

    private final OidcAuthenticationMechanism oidc;
    private final InstantSource clock;
    private final Cache<String, Verified> verified;

    VerifiedTokens(OidcAuthenticationMechanism oidc, VerifiedTokensSettings settings, InstantSource clock) {
        this.oidc = oidc;
        this.clock = clock;
        this.verified = Caffeine.newBuilder().maximumSize(MOST_TOKENS).expireAfterWrite(settings.rememberedFor())
                .build();
    }

    private record Verified(SecurityIdentity identity, Instant expiresAt) {}

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length()) || isForBrowsers(request)) {
            return Uni.createFrom().nullItem(); // A browser's login is the OIDC extension's business; else it is nobody.
        }
        Verified known = verified.getIfPresent(header);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return Uni.createFrom().item(ofThisRequest(known.identity(), request));
        }
        return oidc.authenticate(request, identities).invoke(identity -> remember(header, identity));
    }

    private void remember(String header, @Nullable SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken token) {
            verified.put(header, new Verified(identity, Instant.ofEpochSecond(token.getExpirationTime())));
        }
    }

    /** The same identity; what the OIDC extension keeps of the request in it is this request's. */
    private static SecurityIdentity ofThisRequest(SecurityIdentity identity, RoutingContext request) {
        return QuarkusSecurityIdentity.builder(identity).addAttribute(RoutingContext.class.getName(), request).build();
    }

    private static boolean isForBrowsers(RoutingContext request) {
        String path = request.normalizedPath();
        return path.equals(BROWSERS) || path.startsWith(BROWSERS + "/");
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return isForBrowsers(request)
                ? oidc.getChallenge(request).map(VerifiedTokens::ofAKnownStatus)
                : Uni.createFrom().item(StepUp.challenge(request)
                        .map(challenge -> new ChallengeData(401, "WWW-Authenticate", challenge)).orElse(CHALLENGE));
    }

    /** The extension answers a script with 499, which is no status of HTTP and for the problem mapper none at all. */
    private static ChallengeData ofAKnownStatus(ChallengeData challenge) {
        return challenge.status == 499 ? new ChallengeData(401, challenge.getHeaders()) : challenge;
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return isForBrowsers(request) ? oidc.getCredentialTransport(request) : Uni.createFrom().item(TRANSPORT);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority() + 1;
    }
}
