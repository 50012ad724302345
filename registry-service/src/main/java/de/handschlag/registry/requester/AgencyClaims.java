package de.handschlag.registry.requester;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/**
 * What an access token says about an agency's client, read once for each verified token: a token that is asked for a claim
 * which MicroProfile JWT does not name throws an exception inside, and a read asked four times.
 *
 * @param agencyId        claim {@code agency_id}; null if there is none
 * @param purposes        claim {@code purposes} (R18)
 * @param overridesBlocks claim {@code disclosure_block_override} (R14)
 */
record AgencyClaims(@Nullable String agencyId, Set<String> purposes, boolean overridesBlocks) {

    private static final String ATTRIBUTE = AgencyClaims.class.getName();
    private static final AgencyClaims NONE = new AgencyClaims(null, Set.of(), false);

    static AgencyClaims of(SecurityIdentity identity) {
        AgencyClaims claims = identity.getAttribute(ATTRIBUTE);
        return claims == null ? NONE : claims;
    }

    private static AgencyClaims of(JsonWebToken token) {
        String agencyId = token.getClaim("agency_id") instanceof String text && !text.isBlank() ? text : null;
        Set<String> purposes = token.getClaim("purposes") instanceof JsonArray array
                ? array.stream().filter(JsonString.class::isInstance).map(purpose -> ((JsonString) purpose).getString())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
        Object override = token.getClaim("disclosure_block_override");
        return new AgencyClaims(agencyId, purposes, JsonValue.TRUE.equals(override) || Boolean.TRUE.equals(override));
    }

    /** Adds them to the identity of whoever logged in. */
    @ApplicationScoped
    static class Reader implements SecurityIdentityAugmentor {

        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
            return Uni.createFrom()
                    .item(identity.getPrincipal() instanceof JsonWebToken token
                            ? QuarkusSecurityIdentity.builder(identity).addAttribute(ATTRIBUTE, of(token)).build()
                            : identity);
        }
    }
}
