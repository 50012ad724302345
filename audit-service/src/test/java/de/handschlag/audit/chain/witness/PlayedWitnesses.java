package de.handschlag.audit.chain.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Three witnesses, of which two are wanted. */
public class PlayedWitnesses implements QuarkusTestResourceLifecycleManager {

    private final List<PlayedWitness> witnesses = new ArrayList<>();

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(Map.of("handschlag.witness.wanted", "2",
                "handschlag.witness.every", "PT0.3S", "handschlag.witness.timeout", "PT1S"));
        try {
            for (String name : List.of("first", "second", "third")) {
                PlayedWitness witness = new PlayedWitness("witness.test/" + name);
                String at = "handschlag.witness.witnesses[" + witnesses.size() + "].";
                settings.put(at + "url", witness.url());
                settings.put(at + "verifier-key", witness.verifierKey());
                witnesses.add(witness);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return settings;
    }

    @Override
    public void stop() {
        witnesses.forEach(PlayedWitness::close);
    }
}
