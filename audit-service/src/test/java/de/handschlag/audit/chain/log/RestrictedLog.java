package de.handschlag.audit.chain.log;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;

/** A log for those who have a token, whose public checkpoint moves when a test says so, and not by itself in a thousand days. */
public class RestrictedLog implements QuarkusTestProfile {

    static final String TOKEN = "token-of-one-who-follows-the-log-00000001";
    static final String OTHER_TOKEN = "token-of-one-who-follows-the-log-00000002";

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Settings.class));
    }

    /** After those that all tests of the log have. */
    public static class Settings implements QuarkusTestResourceLifecycleManager {

        @Override
        public int order() {
            return 1;
        }

        @Override
        public Map<String, String> start() {
            return Map.of("handschlag.log.public-beat", "PT24000H", "handschlag.log.public-look-every", "off",
                    "handschlag.log.public-tokens", TOKEN + "," + OTHER_TOKEN);
        }

        @Override
        public void stop() {
            // Nothing was started.
        }
    }
}
