package de.handschlag.deploy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.deploy.local.StackException;

class RealmFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VALUES = Map.of("HANDSCHLAG_OIDC_WEB_SECRET", "s3cret",
            "HANDSCHLAG_CONSENT_URL", "http://localhost:9081", "HANDSCHLAG_REGISTRY_URL", "http://localhost:9082",
            "HANDSCHLAG_AUDIT_URL", "http://localhost:9083");

    @Test
    void placeholdersAreFilled() throws IOException {
        JsonNode realm = JSON.readTree(RealmFile.read(file("handschlag"), VALUES));
        JsonNode web = client(realm, "handschlag-web");
        assertThat(web.path("secret").asText()).isEqualTo("s3cret");
        assertThat(web.path("redirectUris")).extracting(JsonNode::asText).containsExactly("http://localhost:9081/app/*",
                "http://localhost:9082/app/*", "http://localhost:9083/app/*");
        assertThat(realm.path("accessTokenLifespan").asText()).isEqualTo("300");
    }

    @Test
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> RealmFile.read(file("handschlag"), Map.of())).isInstanceOf(StackException.class)
                .hasMessageContaining("HANDSCHLAG_OIDC_WEB_SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"handschlag", "handschlag-partner"})
    void noSecretIsInGit(String name) throws IOException {
        JsonNode realm = JSON.readTree(Files.readString(file(name)));
        assertThat(realm.findValues("secret"))
                .allSatisfy(secret -> assertThat(secret.asText()).matches("\\$\\{[A-Z_]+}"));
        assertThat(realm.has("users")).isFalse();
        assertThat(realm.findValues("privateKey")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handschlag", "handschlag-partner"})
    void passwordsCannotBeGuessedAndTokensAreShort(String name) throws IOException {
        JsonNode realm = JSON.readTree(RealmFile.read(file(name), VALUES));
        assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.path("registrationAllowed").asBoolean(true)).isFalse();
        assertThat(realm.path("accessTokenLifespan").asInt()).isLessThanOrEqualTo(300);
        // Verifying RS256 takes a fraction of what ES256 takes, and every request is a verification.
        assertThat(realm.path("defaultSignatureAlgorithm").asText()).isEqualTo("RS256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"handschlag", "handschlag-partner"})
    void whoLogsInAndWhatAnAdministratorChangesIsKept(String name) throws IOException {
        JsonNode realm = JSON.readTree(RealmFile.read(file(name), VALUES));
        assertThat(realm.path("eventsEnabled").asBoolean()).isTrue();
        assertThat(realm.path("adminEventsEnabled").asBoolean()).isTrue();
        // Which attribute was set, such as agency_id, is in the details.
        assertThat(realm.path("adminEventsDetailsEnabled").asBoolean()).isTrue();
        assertThat(realm.path("eventsExpiration").asInt()).isPositive();
        assertThat(realm.path("attributes").path("adminEventsExpiration").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handschlag", "handschlag-partner"})
    void aSecondFactorCanBeSetUp(String name) throws IOException {
        JsonNode realm = JSON.readTree(RealmFile.read(file(name), VALUES));
        assertThat(realm.path("otpPolicyType").asText()).isEqualTo("totp");
        assertThat(realm.path("otpPolicyCodeReusable").asBoolean(true)).isFalse();
        assertThat(realm.path("webAuthnPolicyUserVerificationRequirement").asText()).isEqualTo("required");
        // Nothing takes the place of Keycloak's own actions and flows, which ask whoever has a second factor for it.
        assertThat(realm.has("requiredActions")).isFalse();
        assertThat(realm.has("authenticationFlows")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"handschlag", "handschlag-partner"})
    void onlyAnAdministratorSaysForWhichAgencySomebodyWorks(String name) throws IOException {
        JsonNode realm = JSON.readTree(RealmFile.read(file(name), VALUES));
        JsonNode profile = JSON.readTree(realm.path("components").path("org.keycloak.userprofile.UserProfileProvider")
                .get(0).path("config").path("kc.user.profile.config").get(0).asText());
        for (JsonNode attribute : profile.path("attributes")) {
            if (attribute.path("name").asText().matches("agency_id|purposes")) {
                assertThat(attribute.path("permissions").path("edit")).extracting(JsonNode::asText)
                        .containsExactly("admin");
            }
        }
        assertThat(profile.path("attributes")).extracting(attribute -> attribute.path("name").asText())
                .contains("agency_id", "purposes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"handschlag", "handschlag-partner"})
    void browsersUseTheCodeFlowWithPkceAndEveryTokenIsForOurServices(String name) throws IOException {
        JsonNode realm = JSON.readTree(RealmFile.read(file(name), VALUES));
        for (JsonNode client : realm.path("clients")) {
            assertThat(client.path("implicitFlowEnabled").asBoolean(true)).isFalse();
            assertThat(client.path("defaultClientScopes")).extracting(JsonNode::asText).contains("handschlag-audience");
            if (client.path("standardFlowEnabled").asBoolean()) {
                assertThat(client.path("attributes").path("pkce.code.challenge.method").asText()).isEqualTo("S256");
                assertThat(client.path("publicClient").asBoolean(true)).isFalse();
            }
        }
    }

    private static JsonNode client(JsonNode realm, String clientId) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(clientId)) {
                return client;
            }
        }
        throw new AssertionError("no client " + clientId);
    }

    private static Path file(String realm) {
        return Path.of("keycloak", realm + "-realm.json");
    }
}
