package de.handschlag.login;

import java.util.List;
import java.util.Set;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.jspecify.annotations.Nullable;

/**
 * An issuer of tokens and its binding: what it may say of whoever logs in (R38), and where its tokens say it.
 *
 * @param name           the operator's, in the settings
 * @param url            exactly as in the claim {@code iss}
 * @param audience       in the claim {@code aud} of its tokens for this service; null for the service's name
 * @param roles          that it may give
 * @param agencies       that its tokens may speak for; {@link #EACH} is every one
 * @param staffAcrValues of the claim {@code acr}, of which a token of staff has to have one; any if empty (RFC 9470)
 * @param claims         where its tokens say what
 */
public record Issuer(String name, String url, @Nullable String audience, Set<String> roles, Set<String> agencies,
        List<String> staffAcrValues, Claims claims) {

    /** In place of an agency's id. */
    public static final String EACH = "*";

    /** Roles of those who work with other people's data. */
    private static final List<String> STAFF = List.of(Roles.CASEWORKER, Roles.DPO, Roles.ADMIN);

    static final ClaimPath SUBJECT = ClaimPath.of("sub");

    public Issuer {
        roles = Set.copyOf(roles);
        agencies = Set.copyOf(agencies);
        staffAcrValues = List.copyOf(staffAcrValues);
        if (!Roles.ALL.containsAll(roles)) {
            throw new IllegalArgumentException("roles: there are only " + Roles.ALL);
        }
        if (staffAcrValues.stream().anyMatch(value -> !value.matches("[!#-\\[\\]-~]+"))) {
            throw new IllegalArgumentException("staff-acr-values: one has characters that no header takes");
        }
    }

    /**
     * Where tokens say what.
     *
     * @param roles                   texts; by default {@code realm_access/roles}
     * @param agencyId                a text; by default {@code agency_id}
     * @param purposes                texts; by default {@code purposes}
     * @param disclosureBlockOverride a truth value; by default {@code disclosure_block_override}
     * @param clientId                a text; by default {@code azp}
     * @param acr                     a text; by default {@code acr}
     */
    public record Claims(ClaimPath roles, ClaimPath agencyId, ClaimPath purposes, ClaimPath disclosureBlockOverride,
            ClaimPath clientId, ClaimPath acr) {}

    /**
     * Whether the binding covers what a token says, as a whole: who says one thing too much is not believed the rest.
     *
     * @param claimedRoles of the token; those that mean nothing here count for nothing
     */
    boolean maySay(Set<String> claimedRoles, JsonObject token) {
        JsonValue agency = claims.agencyId().in(token);
        return claimedRoles.stream().filter(Roles.ALL::contains).allMatch(roles::contains) && (agency == null
                || agencies.contains(EACH) || agency instanceof JsonString text && agencies.contains(text.getString()));
    }

    /** Whether a token is of staff whose login was not as strong as it has to be. */
    boolean asksForMore(Set<String> claimedRoles, @Nullable String acr) {
        return !staffAcrValues.isEmpty() && STAFF.stream().anyMatch(claimedRoles::contains)
                && (acr == null || !staffAcrValues.contains(acr));
    }

    /** What a token says. Its client is {@code unknown} if it names none. */
    TokenClaims read(JsonObject token) {
        JsonValue agency = claims.agencyId().in(token);
        String clientId = text(claims.clientId(), token);
        return new TokenClaims(text(SUBJECT, token), clientId == null ? "unknown" : clientId,
                text(claims.agencyId(), token), agency != null, texts(claims.purposes().in(token)),
                JsonValue.TRUE.equals(claims.disclosureBlockOverride().in(token)), text(claims.acr(), token));
    }

    private static @Nullable String text(ClaimPath claim, JsonObject token) {
        return claim.in(token) instanceof JsonString text && !text.getString().isBlank() ? text.getString() : null;
    }

    /** Roles that a token claims; texts, or one text with blanks between them. */
    Set<String> roles(JsonObject token) {
        return claims.roles().in(token) instanceof JsonString text
                ? Set.copyOf(List.of(text.getString().strip().split("\\s+")))
                : texts(claims.roles().in(token));
    }

    private static Set<String> texts(@Nullable JsonValue claim) {
        return claim instanceof JsonArray values
                ? Set.copyOf(values.stream().filter(JsonString.class::isInstance)
                        .map(value -> ((JsonString) value).getString()).distinct().toList())
                : Set.of();
    }
}
