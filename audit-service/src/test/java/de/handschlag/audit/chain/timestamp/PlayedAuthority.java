package de.handschlag.audit.chain.timestamp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A time-stamping authority that is asked for a stamp whenever the log has grown. */
public class PlayedAuthority implements QuarkusTestResourceLifecycleManager {

    private @Nullable OpensslAuthority authority;

    @Override
    public Map<String, String> start() {
        try {
            OpensslAuthority started = new OpensslAuthority(Files.createTempDirectory("handschlag-tsa-"));
            authority = started;
            return Map.of("handschlag.timestamp.url", started.url(), "handschlag.timestamp.certificate-file",
                    started.certificate().toString(), "handschlag.timestamp.every", "PT0S",
                    "handschlag.timestamp.look-every", "PT0.3S", "handschlag.timestamp.timeout", "PT1S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (authority != null) {
            authority.close();
        }
    }
}
