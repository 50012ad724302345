package de.handschlag.deploy.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.deploy.local.StackException;

/** A realm's token endpoint. */
public final class TokenEndpoint {

    /** Public client with direct access grants; in the realm as code. */
    public static final String TOUR_CLIENT = "handschlag-tour";

    /**
     * @param accessToken the signed token
     * @param expires     when it is no longer accepted
     */
    public record Token(String accessToken, Instant expires) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI endpoint;

    public TokenEndpoint(HttpClient http, String keycloakUrl, String realm) {
        this.http = http;
        this.endpoint = URI.create(keycloakUrl + "/realms/" + realm + "/protocol/openid-connect/token");
    }

    /** Login of a user at a public client. */
    public Token ofUser(String clientId, String username, String password) {
        return request(
                Map.of("grant_type", "password", "client_id", clientId, "username", username, "password", password));
    }

    /** Login of a client's service account. */
    public Token ofClient(String clientId, String secret) {
        return request(Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret));
    }

    private Token request(Map<String, String> parameters) {
        Instant asked = Instant.now();
        String form = new LinkedHashMap<>(parameters).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new StackException("Keycloak gave no token to "
                        + parameters.getOrDefault("username", parameters.get("client_id")) + ": " + body);
            }
            return new Token(body.path("access_token").asText(), asked.plusSeconds(body.path("expires_in").asLong()));
        } catch (IOException e) {
            throw new StackException("Keycloak does not answer at " + endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while asking for a token", e);
        }
    }
}
