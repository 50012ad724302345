package de.handschlag.login;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Tells whoever has a token what this service takes it for, so that a client or an issuer can be set up without guessing. */
@Path("/v1/token")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "session")
public class TokenResource {

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    TokenResource(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /**
     * What counts of the token.
     *
     * @param issuer    claim {@code iss}
     * @param covered   whether the issuer may say all that the token says (R38); if not, no role, agency or purpose counts
     * @param roles     sorted; none if the token has none that means something here
     * @param agencyId  for which agency it speaks; absent for none
     * @param purposes  that it lists, sorted; what an administrator ended is not taken out
     * @param acr       level of the login; absent if the token names none
     * @param expiresAt from when on it counts no more
     */
    public record TokenView(String issuer, boolean covered, SortedSet<String> roles, String clientId,
            @Nullable String agencyId, SortedSet<String> purposes, boolean overridesBlocks, @Nullable String acr,
            Instant expiresAt) {}

    @GET
    @Operation(operationId = "getToken", summary = "What this service takes the token of this request for")
    @APIResponse(responseCode = "200", description = "What counts of it; covered is false if its issuer may not say what it says")
    public TokenView get() {
        TokenClaims claims = TokenClaims.of(identity);
        TreeSet<String> roles = new TreeSet<>(identity.getRoles());
        roles.retainAll(Roles.ALL);
        return new TokenView(token.getIssuer(), TokenClaims.coveringIssuer(identity) != null, roles, claims.clientId(),
                claims.agencyId(), new TreeSet<>(claims.purposes()), claims.overridesBlocks(), claims.assuranceLevel(),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }
}
