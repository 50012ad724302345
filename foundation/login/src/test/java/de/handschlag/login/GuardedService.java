package de.handschlag.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;

/** A service of one address, with the module on its class path. */
@QuarkusTestResource(SignedToken.class)
abstract class GuardedService {

    @Inject
    Verifications verifications;

    @ConfigProperty(name = SignedToken.TOKEN)
    String token;

    /** What the service is told. */
    abstract static class Settings implements QuarkusTestProfile {

        private final String rememberedFor;

        Settings(String rememberedFor) {
            this.rememberedFor = rememberedFor;
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("handschlag.verified-tokens.remembered-for", rememberedFor,
                    "quarkus.http.auth.permission.all.paths", "/*", "quarkus.http.auth.permission.all.policy",
                    "authenticated", "quarkus.http.test-port", "0",
                    // Nobody logs in with a browser here.
                    "quarkus.oidc.web.tenant-enabled", "false", "handschlag.oidc.issuer", "http://localhost/not-asked",
                    "handschlag.oidc.web-secret", "no-secret-of-anybody",
                    // Else Quarkus plays an identity provider of its own.
                    "quarkus.devservices.enabled", "false");
        }
    }

    /** How often the token was verified for so many requests. */
    int verificationsOf(int requests) {
        int before = verifications.count();
        for (int i = 0; i < requests; i++) {
            assertThat(statusWith(token)).isEqualTo(200);
        }
        return verifications.count() - before;
    }

    static int statusWith(String token) {
        return RestAssured.given().auth().oauth2(token).get(Verifications.PATH).statusCode();
    }
}
