package de.handschlag.page;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Nobody logs in here. */
public class PageTestSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.http.test-port", "0", "quarkus.oidc.tenant-enabled", "false",
                "quarkus.oidc.web.tenant-enabled", "false", "handschlag.oidc.issuer", "http://issuer.example/realms/r",
                "handschlag.oidc.web-secret", "no-secret-of-anybody", "quarkus.devservices.enabled", "false",
                "handschlag.pages.face", "person", "handschlag.pages.leave-to", "https://elsewhere.example/");
    }
}
