package de.handschlag.deploy.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.deploy.local.Keycloak;
import de.handschlag.deploy.local.StackException;

/** Keycloak's admin REST API, as far as a realm's owner needs it. All methods can be repeated. */
public final class KeycloakAdmin {

    /**
     * A user of a realm.
     *
     * @param username   login name
     * @param password   plain; Keycloak hashes it
     * @param roles      realm roles
     * @param attributes such as {@code agency_id}
     */
    public record User(String username, String password, List<String> roles, Map<String, List<String>> attributes) {

        public User {
            roles = List.copyOf(roles);
            attributes = Map.copyOf(attributes);
        }

        Map<String, Object> representation() {
            return Map.of("username", username, "enabled", true, "attributes", attributes, "realmRoles", roles,
                    "credentials", List.of(Map.of("type", "password", "value", password, "temporary", false)));
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> DONE = Set.of(200, 201, 204);
    private static final int CONFLICT = 409;
    private static final int AGAIN = 3;

    private final HttpClient http;
    private final String url;
    private final String password;
    private TokenEndpoint.@Nullable Token token;

    public KeycloakAdmin(HttpClient http, String url, String password) {
        this.http = http;
        this.url = url;
        this.password = password;
    }

    /** Whether the realm is there. */
    public boolean hasRealm(String realm) {
        return send("GET", "/" + realm, null).statusCode() == 200;
    }

    /** Creates the realm from its file unless it is there. */
    public void importRealm(String realm, Path file, Map<String, String> values) {
        if (!hasRealm(realm)) {
            expect(send("POST", "", RealmFile.read(file, values)), "import realm " + realm, true);
        }
    }

    /** Removes the realm with all that is in it. */
    public void deleteRealm(String realm) {
        expect(send("DELETE", "/" + realm, null), "delete realm " + realm, false);
    }

    /** Creates users in one go; those that are there stay as they are. */
    public void importUsers(String realm, List<User> users) {
        create("/" + realm + "/partialImport",
                json(Map.of("ifResourceExists", "SKIP", "users", users.stream().map(User::representation).toList())),
                "create users", false);
    }

    /**
     * Creates a confidential client whose service account is an agency's system (R18: with its purposes) unless there.
     *
     * @param entitlements claims that are true in its tokens, such as {@code disclosure_block_override}
     */
    public void ensureAgencyClient(String realm, String clientId, String secret, @Nullable String agencyId,
            List<String> purposes, List<String> entitlements, List<String> roles, List<String> clientScopes) {
        List<Object> mappers = new ArrayList<>();
        if (agencyId != null) {
            mappers.add(fixedClaim("agency_id", agencyId, "String"));
        }
        mappers.add(fixedClaim("purposes", json(purposes), "JSON"));
        entitlements.forEach(entitlement -> mappers.add(fixedClaim(entitlement, "true", "boolean")));
        create("/" + realm + "/clients",
                json(Map.of("clientId", clientId, "secret", secret, "publicClient", false, "serviceAccountsEnabled",
                        true, "standardFlowEnabled", false, "directAccessGrantsEnabled", false, "defaultClientScopes",
                        clientScopes, "optionalClientScopes", List.of(), "protocolMappers", mappers)),
                "create client " + clientId, true);
        String id = client(realm, clientId).path("id").asText();
        JsonNode account = read(send("GET", "/" + realm + "/clients/" + id + "/service-account-user", null));
        grant(realm, account.path("id").asText(), roles);
    }

    /** Has a client's access tokens say the same of whoever uses it, unless they do. */
    public void ensureFixedClaim(String realm, String clientId, String claim, String value) {
        create("/" + realm + "/clients/" + client(realm, clientId).path("id").asText() + "/protocol-mappers/models",
                json(fixedClaim(claim, value, "String")), "add a claim to client " + clientId, true);
    }

    /** Has a client's access tokens expire sooner or later than the realm's. */
    public void setAccessTokenLifespan(String realm, String clientId, Duration lifespan) {
        ObjectNode client = (ObjectNode) client(realm, clientId);
        client.withObject("/attributes").put("access.token.lifespan", Long.toString(lifespan.toSeconds()));
        expect(send("PUT", "/" + realm + "/clients/" + client.path("id").asText(), client.toString()),
                "update client " + clientId, false);
    }

    /** Takes the client's redirect addresses from the ports of this start. */
    public void setRedirectUris(String realm, String clientId, List<String> redirectUris) {
        ObjectNode client = (ObjectNode) client(realm, clientId);
        List<String> present = new ArrayList<>();
        client.path("redirectUris").forEach(uri -> present.add(uri.asText()));
        if (!Set.copyOf(present).equals(Set.copyOf(redirectUris))) {
            client.set("redirectUris", JSON.valueToTree(redirectUris));
            expect(send("PUT", "/" + realm + "/clients/" + client.path("id").asText(), client.toString()),
                    "update client " + clientId, false);
        }
    }

    private void grant(String realm, String userId, List<String> roles) {
        List<JsonNode> representations = roles.stream()
                .map(role -> read(send("GET", "/" + realm + "/roles/" + role, null))).toList();
        create("/" + realm + "/users/" + userId + "/role-mappings/realm", json(representations), "grant " + roles,
                true);
    }

    private JsonNode client(String realm, String clientId) {
        String query = URLEncoder.encode(clientId, StandardCharsets.UTF_8);
        JsonNode found = read(send("GET", "/" + realm + "/clients?clientId=" + query, null));
        if (found.isEmpty()) {
            throw new StackException("Realm " + realm + " has no client " + clientId);
        }
        return found.get(0);
    }

    private static Map<String, Object> fixedClaim(String claim, String value, String type) {
        return Map.of("name", claim, "protocol", "openid-connect", "protocolMapper", "oidc-hardcoded-claim-mapper",
                "config", Map.of("claim.name", claim, "claim.value", value, "jsonType.label", type,
                        "access.token.claim", "true", "id.token.claim", "false", "userinfo.token.claim", "false"));
    }

    /** Somebody else may create the same at the same moment: one of the two is refused, and finds it when it tries again. */
    private void create(String path, String body, String what, boolean mayExist) {
        HttpResponse<String> answer = send("POST", path, body);
        for (int again = 0; again < AGAIN && !isAsWanted(answer, mayExist); again++) {
            answer = send("POST", path, body);
        }
        expect(answer, what, mayExist);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/admin/realms" + path))
                .timeout(Duration.ofSeconds(120)).header("Authorization", "Bearer " + accessToken())
                .header("Content-Type", "application/json")
                .method(method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackException("Keycloak does not answer at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while talking to Keycloak", e);
        }
    }

    private synchronized String accessToken() {
        TokenEndpoint.Token current = token;
        if (current == null || current.expires().isBefore(Instant.now().plusSeconds(20))) {
            current = new TokenEndpoint(http, url, "master").ofUser("admin-cli", Keycloak.ADMIN, password);
            token = current;
        }
        return current.accessToken();
    }

    private static void expect(HttpResponse<String> response, String what, boolean mayExist) {
        if (!isAsWanted(response, mayExist)) {
            throw new StackException(
                    "Keycloak refused to " + what + ": " + response.statusCode() + " " + response.body());
        }
    }

    private static boolean isAsWanted(HttpResponse<String> response, boolean mayExist) {
        return DONE.contains(response.statusCode()) || mayExist && response.statusCode() == CONFLICT;
    }

    private static JsonNode read(HttpResponse<String> response) {
        expect(response, "show " + response.uri().getPath(), false);
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new StackException("Keycloak's answer is no JSON", e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Client scopes of an agency's system: who it is, its roles, and tokens made for our services. */
    public static List<String> agencyScopes() {
        return Arrays.asList("basic", "roles", "acr", "handschlag-audience");
    }
}
