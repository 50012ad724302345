package de.handschlag.audit;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Operation's intervals, for benchmarks: tests let retention look three times a second for what is to be erased. */
public class AsInOperation implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("handschlag.retention.every", "PT1M");
    }
}
