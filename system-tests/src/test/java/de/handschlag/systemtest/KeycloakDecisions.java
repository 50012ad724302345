package de.handschlag.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;

import de.handschlag.deploy.identity.Realms;

/**
 * The peer of the read benchmark: Keycloak's authorisation services, asked "may this agency's system view this person?" with
 * a UMA ticket request that answers with the decision alone. One resource and one permission per person.
 */
final class KeycloakDecisions {

    private static final String RESOURCE_SERVER = "uma-benchmark";
    private static final String SCOPE = "view";
    private static final int AT_ONCE = 100;
    private static final String FORM = "grant_type=urn%%3Aietf%%3Aparams%%3Aoauth%%3Agrant-type%%3Auma-ticket"
            + "&audience=%s&response_mode=decision&permission=person-%s%%23%s";

    private final RunningStack stack;
    private final int persons;
    private final String tokenUrl;

    KeycloakDecisions(RunningStack stack, int persons) {
        this.stack = stack;
        this.persons = persons;
        this.tokenUrl = stack.stack().issuer() + "/protocol/openid-connect/token";
    }

    /** Makes the resource server with its resources, permits all of them to the client, and nothing to anybody else. */
    void prepare(String permittedClient) {
        Api admin = new Api(stack.stack().keycloak().url());
        String token = stack.identities().keycloakAdministrator();
        String realm = "/admin/realms/" + Realms.HANDSCHLAG;
        admin.post(token, realm + "/clients", Map.of("clientId", RESOURCE_SERVER, "publicClient", false,
                "serviceAccountsEnabled", true, "authorizationServicesEnabled", true)).expect(201);
        String id = admin.get(token, realm + "/clients?clientId=" + RESOURCE_SERVER).expect(200).body().get(0)
                .path("id").asText();
        String server = realm + "/clients/" + id + "/authz/resource-server";
        for (int first = 0; first < persons; first += AT_ONCE) {
            List<Integer> some = IntStream.range(first, Math.min(first + AT_ONCE, persons)).boxed().toList();
            List<Object> policies = new ArrayList<>();
            policies.add(Map.of("name", "the agency", "type", "client", "logic", "POSITIVE", "decisionStrategy",
                    "UNANIMOUS", "config", Map.of("clients", json(List.of(permittedClient)))));
            some.forEach(i -> policies.add(Map.of("name", "permission-" + i, "type", "scope", "logic", "POSITIVE",
                    "decisionStrategy", "UNANIMOUS", "config", Map.of("resources", json(List.of("person-" + i)),
                            "scopes", json(List.of(SCOPE)), "applyPolicies", json(List.of("the agency"))))));
            admin.post(stack.identities().keycloakAdministrator(), server + "/import", Map.of(
                    "allowRemoteResourceManagement", true, "policyEnforcementMode", "ENFORCING", "scopes",
                    List.of(Map.of("name", SCOPE)), "resources", some.stream()
                            .map(i -> Map.of("name", "person-" + i, "scopes", List.of(Map.of("name", SCOPE)))).toList(),
                    "policies", policies)).expect(204);
        }
    }

    Wrk measure(int connections, int seconds, String token) {
        return Wrk.run(connections, seconds, token, Wrk.script("""
                local n = 0
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
                request = function()
                    n = n + 1
                    return wrk.format(nil, nil, nil, "%s")
                end
                """.formatted(FORM.formatted(RESOURCE_SERVER, "\" .. (n % " + persons + ") .. \"", SCOPE)), tokenUrl));
    }

    /** That it permits, and that it refuses: a peer that said yes to everything would be no peer. */
    void check(String permitted, String refused) {
        for (int person : List.of(0, persons - 1)) {
            require(200, decide(permitted, person));
            require(403, decide(refused, person));
        }
    }

    private static void require(int expected, int decided) {
        if (decided != expected) {
            throw new IllegalStateException("Keycloak decided " + decided + " instead of " + expected);
        }
    }

    private int decide(String token, int person) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(tokenUrl)).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(FORM.formatted(RESOURCE_SERVER, person, SCOPE))).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String json(List<String> values) {
        try {
            return Api.JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
