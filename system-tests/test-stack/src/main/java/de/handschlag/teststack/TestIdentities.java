package de.handschlag.teststack;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.identity.TokenEndpoint;
import de.handschlag.deploy.local.Keycloak;
import de.handschlag.deploy.local.StackException;

/**
 * Real access tokens for tests. The user or client that a token belongs to is made when it is first asked for; a token is
 * kept until shortly before it expires.
 */
public final class TestIdentities {

    /** The one agency that the second issuer's tokens may speak for in the tests' stack (R38). */
    public static final String PARTNER_AGENCY = "partner-office";

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Map<String, TokenEndpoint.Token> TOKENS = new ConcurrentHashMap<>();
    private static final Map<String, KeycloakAdmin> ADMINS = new ConcurrentHashMap<>();
    private static final long SECONDS_LEFT = 180;

    private final String realm;

    private TestIdentities(String realm) {
        this.realm = realm;
    }

    /** Identities of the municipality's realm. */
    public static TestIdentities handschlag() {
        return new TestIdentities(Realms.HANDSCHLAG);
    }

    /** Identities of the second issuer. */
    public static TestIdentities partner() {
        return new TestIdentities(Realms.PARTNER);
    }

    /** The issuer that the tokens name. */
    public String issuer() {
        return TestStack.keycloakUrl() + "/realms/" + realm;
    }

    /** An agency's system that is entitled to the purposes (R18). */
    public String agencySystem(String agencyId, String... purposes) {
        return ofClient(clientId("agency-" + agencyId, purposes), agencyId, List.of(purposes), List.of(),
                List.of("agency-system"), KeycloakAdmin.agencyScopes());
    }

    /** Like {@link #agencySystem}, and it may override disclosure blocks (R14). */
    public String agencySystemOverridingBlocks(String agencyId, String... purposes) {
        return ofClient(clientId("overriding-" + agencyId, purposes), agencyId, List.of(purposes),
                List.of("disclosure_block_override"), List.of("agency-system"), KeycloakAdmin.agencyScopes());
    }

    /** A new token of an agency's system that expires soon. */
    public String shortLivedAgencySystem(String agencyId, Duration lifespan, String... purposes) {
        String clientId = clientId("short-lived-" + agencyId, purposes);
        KeycloakAdmin keycloak = keycloak();
        keycloak.ensureAgencyClient(realm, clientId, secretOf(clientId), agencyId, List.of(purposes), List.of(),
                List.of("agency-system"), KeycloakAdmin.agencyScopes());
        keycloak.setAccessTokenLifespan(realm, clientId, lifespan);
        return tokens().ofClient(clientId, secretOf(clientId)).accessToken();
    }

    /** The client id ({@code azp}) behind {@link #agencySystem}; one per agency and set of purposes. */
    public String agencySystemClientId(String agencyId, String... purposes) {
        return clientId("agency-" + agencyId, purposes);
    }

    /** Like {@link #agencySystem}, but the token is made for somebody else's service. */
    public String agencySystemWithWrongAudience(String agencyId, String... purposes) {
        return ofClient(clientId("elsewhere-" + agencyId, purposes), agencyId, List.of(purposes), List.of(),
                List.of("agency-system"), List.of("basic", "roles"));
    }

    /** Has the role of an agency's system, but no claim says of which agency. */
    public String agencySystemWithoutAgency(String... purposes) {
        return ofClient(clientId("homeless", purposes), null, List.of(purposes), List.of(), List.of("agency-system"),
                KeycloakAdmin.agencyScopes());
    }

    /** The same, but the claim that should say of which agency is a truth value. */
    public String agencySystemOfNoText(String... purposes) {
        return ofClient(clientId("of-no-text", purposes), null, List.of(purposes), List.of("agency_id"),
                List.of("agency-system"), KeycloakAdmin.agencyScopes());
    }

    /** The same, of an agency whose id is longer than any that the log takes (R26). */
    public String agencySystemOfALongName(String... purposes) {
        return ofClient(clientId("long-name", purposes), "z".repeat(700), List.of(purposes), List.of(),
                List.of("agency-system"), KeycloakAdmin.agencyScopes());
    }

    /** A caseworker of the agency, entitled to the purposes. */
    public String caseworker(String agencyId, String... purposes) {
        return ofUser(clientId("caseworker-" + agencyId, purposes), List.of("caseworker"),
                Map.of("agency_id", List.of(agencyId), "purposes", List.of(purposes)));
    }

    /** A caseworker of the agency who has the role of a person, too. */
    public String caseworkerWithPersonsRole(String agencyId) {
        return ofUser("caseworker-and-person-" + agencyId, List.of("caseworker", "data-subject"),
                Map.of("agency_id", List.of(agencyId)));
    }

    /** What the login of {@link #dataSubject} types to log in by itself: name and password. */
    public Map.Entry<String, String> dataSubjectLogin(String name) {
        dataSubject(name);
        return Map.entry("person-" + name, secretOf("person-" + name));
    }

    /** A person; the same name is the same login. */
    public String dataSubject(String name) {
        return ofUser("person-" + name, List.of("data-subject"), Map.of());
    }

    /** An employee whose duty it is to be children's guardian (R13); the same name is the same login. */
    public String officialGuardian(String name) {
        return ofUser("official-guardian-" + name, List.of("data-subject", "official-guardian"), Map.of());
    }

    /** What no login may be (R13): official guardian and caseworker of the agency. */
    public String officialGuardianAndCaseworker(String agencyId) {
        return ofUser("official-guardian-and-caseworker-" + agencyId, List.of("caseworker", "official-guardian"),
                Map.of("agency_id", List.of(agencyId)));
    }

    /** The data-protection officer. */
    public String dpo() {
        return ofUser("test-dpo", List.of("dpo"), Map.of());
    }

    /** Another data-protection officer, of this agency's office, or of the municipality's if it is null. */
    public String dpo(String name, @Nullable String agencyId) {
        return ofUser("test-dpo-" + name, List.of("dpo"),
                agencyId == null ? Map.of() : Map.of("agency_id", List.of(agencyId)));
    }

    /** A data-protection officer's software, whose tokens say of their login that it was made at this level (claim {@code acr}). */
    public String dpoAtLevel(String acr) {
        String clientId = "dpo-at-level-" + acr;
        return cached(clientId, () -> {
            keycloak().ensureAgencyClient(realm, clientId, secretOf(clientId), null, List.of(), List.of(),
                    List.of("dpo"), List.of("basic", "roles", "handschlag-audience"));
            keycloak().ensureFixedClaim(realm, clientId, "acr", acr);
            return tokens().ofClient(clientId, secretOf(clientId));
        });
    }

    /** Makes somebody who can log in at pages with a password, and has these roles. */
    public void makeUser(String username, String password, List<String> roles) {
        keycloak().importUsers(realm, List.of(new KeycloakAdmin.User(username, password, roles, Map.of())));
    }

    /** Municipal IT. */
    public String admin() {
        return ofUser("test-admin", List.of("admin"), Map.of());
    }

    /** Keycloak's own administrator, for its administration interface. */
    public String keycloakAdministrator() {
        return new TokenEndpoint(HTTP, TestStack.keycloakUrl(), "master")
                .ofUser("admin-cli", Keycloak.ADMIN, TestStack.keycloakAdminPassword()).accessToken();
    }

    /** Somebody who may log in and has none of our roles. */
    public String withoutRole() {
        return ofUser("test-nobody", List.of(), Map.of());
    }

    /** Has every identity log in again when its token is asked for next, so that a token lasts as long as it can. */
    public static void forgetTokens() {
        TOKENS.clear();
    }

    /** The {@code sub} claim of a token. */
    public static String subjectOf(String token) {
        return claimsOf(token).path("sub").asText();
    }

    /** The claims of a token, not verified. */
    public static JsonNode claimsOf(String token) {
        try {
            return new ObjectMapper()
                    .readTree(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON web token", e);
        }
    }

    private String ofUser(String username, List<String> roles, Map<String, List<String>> attributes) {
        return cached(username, () -> {
            keycloak().importUsers(realm,
                    List.of(new KeycloakAdmin.User(username, secretOf(username), roles, attributes)));
            // Another module's tests may be making the same user: Keycloak does not find it before that is committed.
            return Awaitility.await().atMost(Duration.ofMinutes(2)).pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofSeconds(2)).ignoreException(StackException.class)
                    .until(() -> tokens().ofUser(TokenEndpoint.TOUR_CLIENT, username, secretOf(username)),
                            Objects::nonNull);
        });
    }

    private String ofClient(String clientId, @Nullable String agencyId, List<String> purposes,
            List<String> entitlements, List<String> roles, List<String> scopes) {
        return cached(clientId, () -> {
            keycloak().ensureAgencyClient(realm, clientId, secretOf(clientId), agencyId, purposes, entitlements, roles,
                    scopes);
            return tokens().ofClient(clientId, secretOf(clientId));
        });
    }

    private String cached(String identity, Supplier<TokenEndpoint.Token> login) {
        return TOKENS.compute(TestStack.keycloakUrl() + " " + realm + " " + identity,
                (_, known) -> known != null && known.expires().isAfter(Instant.now().plusSeconds(SECONDS_LEFT))
                        ? known
                        : login.get())
                .accessToken();
    }

    /** Different purposes are different clients, so that tests do not change each other's entitlements. */
    private static String clientId(String name, String... purposes) {
        String all = String.join("+", purposes);
        return all.length() <= 60
                ? name + (all.isEmpty() ? "" : "-for-" + all)
                : name + "-for-" + Integer.toHexString(all.hashCode());
    }

    /** Derived, not stored: several test runs can share one Keycloak without telling each other. */
    private String secretOf(String identity) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TestStack.keycloakAdminPassword().getBytes(StandardCharsets.UTF_8),
                    "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal((realm + " " + identity).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeycloakAdmin keycloak() {
        return ADMINS.computeIfAbsent(TestStack.keycloakUrl(),
                url -> new KeycloakAdmin(HTTP, url, TestStack.keycloakAdminPassword()));
    }

    private TokenEndpoint tokens() {
        return new TokenEndpoint(HTTP, TestStack.keycloakUrl(), realm);
    }
}
