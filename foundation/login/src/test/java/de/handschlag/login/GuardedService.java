package de.handschlag.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
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
            return Map.ofEntries(Map.entry("handschlag.verified-tokens.remembered-for", rememberedFor),
                    Map.entry("quarkus.http.auth.permission.all.paths", "/*"),
                    Map.entry("quarkus.http.auth.permission.all.policy", "authenticated"),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("handschlag.issuers.own.url", SignedToken.OWN_ISSUER),
                    Map.entry("handschlag.issuers.own.roles", "data-subject,agency-system,caseworker,dpo,admin"),
                    Map.entry("handschlag.issuers.own.agencies", "*"),
                    Map.entry("handschlag.issuers.other.url", SignedToken.OTHER_ISSUER),
                    Map.entry("handschlag.issuers.bound.url", SignedToken.BOUND_ISSUER),
                    Map.entry("handschlag.issuers.bound.roles", "caseworker"),
                    Map.entry("handschlag.issuers.bound.agencies", "school,housing-office"),
                    Map.entry("handschlag.issuers.mapped.url", SignedToken.MAPPED_ISSUER),
                    Map.entry("handschlag.issuers.mapped.roles", "caseworker,dpo,data-subject"),
                    Map.entry("handschlag.issuers.mapped.agencies", "school"),
                    Map.entry("handschlag.issuers.mapped.staff-acr-values", "gold,platinum"),
                    Map.entry("handschlag.issuers.mapped.claims.roles", "roles"),
                    Map.entry("handschlag.issuers.mapped.claims.agency-id", "work/office"),
                    Map.entry("handschlag.issuers.mapped.claims.purposes", "\"https://login.example/purposes\""),
                    Map.entry("handschlag.issuers.mapped.claims.client-id", "appid"),
                    Map.entry("handschlag.issuers.mapped.claims.acr", "level"),
                    // Nobody logs in with a browser here.
                    Map.entry("quarkus.oidc.web.tenant-enabled", "false"),
                    Map.entry("handschlag.oidc.issuer", SignedToken.OWN_ISSUER),
                    Map.entry("handschlag.oidc.web-secret", "no-secret-of-anybody"),
                    // Else Quarkus plays an identity provider of its own.
                    Map.entry("quarkus.devservices.enabled", "false"));
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

    /** What the service takes the token for: its roles, and for whom it speaks. */
    static String takenFor(String variant) {
        return RestAssured.given().auth().oauth2(token(variant)).get(Verifications.PATH).asString();
    }

    static String token(String variant) {
        return ConfigProvider.getConfig().getValue(SignedToken.TOKEN + "." + variant, String.class);
    }
}
