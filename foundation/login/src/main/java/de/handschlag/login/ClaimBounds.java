package de.handschlag.login;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;

/**
 * Refuses a login (401) whose claims the log could not take as who asked: what cannot be recorded is not disclosed (R26), and is
 * better refused at the door than after the work. Valid signatures say who wrote a claim, not that it is short.
 */
@ApplicationScoped
class ClaimBounds implements SecurityIdentityAugmentor {

    /** Claims that events carry. */
    private static final List<String> TEXTS = List.of("sub", "azp", "acr");
    /** One that is no text names no agency, which whoever needs an agency answers (403). */
    private static final String AGENCY_ID = "agency_id";
    /** As long as OpenID Connect Core lets a subject be (section 2). */
    private static final int LONGEST = 255;
    /** What shows nothing, or turns round what stands beside it. */
    private static final Set<Byte> UNSEEN = Set.of(Character.CONTROL, Character.FORMAT, Character.SURROGATE,
            Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR);

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token && !hasBoundedClaims(token)
                ? Uni.createFrom().failure(new AuthenticationFailedException("a claim is out of bounds"))
                : Uni.createFrom().item(identity);
    }

    private static boolean hasBoundedClaims(JsonWebToken token) {
        Object agency = token.getClaim(AGENCY_ID);
        return TEXTS.stream().allMatch(claim -> isWithinBounds(token.<Object>getClaim(claim)))
                && (!(agency instanceof String) || isWithinBounds(agency));
    }

    private static boolean isWithinBounds(@Nullable Object claim) {
        return claim == null || claim instanceof String text && text.length() <= LONGEST
                && text.codePoints().noneMatch(character -> UNSEEN.contains((byte) Character.getType(character)));
    }
}
