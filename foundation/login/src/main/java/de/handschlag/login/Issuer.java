package de.handschlag.login;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An issuer of tokens and its binding: what it may say of whoever logs in (R38).
 *
 * @param name     the operator's, in the settings
 * @param url      exactly as in the claim {@code iss}
 * @param roles    that it may give
 * @param agencies that its tokens may speak for; {@link #EACH} is every one
 */
public record Issuer(String name, String url, Set<String> roles, Set<String> agencies) {

    /** In place of an agency's id. */
    public static final String EACH = "*";

    public Issuer {
        roles = Set.copyOf(roles);
        agencies = Set.copyOf(agencies);
        if (!Roles.ALL.containsAll(roles)) {
            throw new IllegalArgumentException("handschlag.issuers." + name + ".roles: there are only " + Roles.ALL);
        }
    }

    /**
     * Whether the binding covers what a token says, as a whole: who says one thing too much is not believed the rest.
     *
     * @param claimedRoles  of the token; those that mean nothing here count for nothing
     * @param claimedAgency the claim as it is; null if there is none
     */
    boolean maySay(Set<String> claimedRoles, @Nullable Object claimedAgency) {
        return claimedRoles.stream().filter(Roles.ALL::contains).allMatch(roles::contains) && (claimedAgency == null
                || agencies.contains(EACH) || claimedAgency instanceof String agency && agencies.contains(agency));
    }
}
