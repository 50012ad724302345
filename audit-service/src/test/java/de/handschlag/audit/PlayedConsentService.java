package de.handschlag.audit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;

import de.handschlag.teststack.PlayedPersons;

/** Plays the consent-service, and has the log hurry: the tests wait for what takes longer in operation. */
public class PlayedConsentService extends PlayedPersons {

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        settings.putAll(Map.of("handschlag.ingest.causal-wait", "PT2S", "handschlag.ingest.lock-timeout", "PT3S",
                "handschlag.ingest.retry-after", "PT0.2S", "handschlag.retention.wait-after-person", "PT0S",
                "handschlag.retention.every", "PT0.3S", "handschlag.retention.rewrite-every", "PT0S",
                "handschlag.log.public-beat", "PT0.1S", "handschlag.log.public-look-every", "PT0.1S",
                // A test states completeness when it wants to.
                "handschlag.completeness.check-every", "off"));
        return settings;
    }

    /** Names of offices and of catalogue entries, as everybody with a login is told them. */
    @Override
    protected void playMore(HttpServer playing) {
        tell(playing, "/v1/agencies", "[{\"agencyId\":\"jobcenter\",\"name\":\"Jobcenter Beispielstadt\"}]");
        tell(playing, "/v1/purposes",
                "[{\"key\":\"case-management\",\"labelDe\":\"Fallbegleitung\",\"labelEn\":\"Case management\"}]");
        tell(playing, "/v1/attributes", "[{\"key\":\"address\",\"labelDe\":\"Anschrift\",\"labelEn\":\"Address\"}]");
    }

    private static void tell(HttpServer playing, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        playing.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
    }
}
