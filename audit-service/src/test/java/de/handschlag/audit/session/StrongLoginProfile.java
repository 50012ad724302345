package de.handschlag.audit.session;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Staff log in at the level "gold", which the tests' identity provider does not know: nobody reaches it by a password. */
public class StrongLoginProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("handschlag.issuers.own.staff-acr-values", "gold,platinum");
    }
}
