package de.handschlag.audit.chain.witness;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import de.handschlag.audit.chain.log.WitnessKey;

/** The witnesses that the operator chose. A mistake in the settings ends the start. */
@ApplicationScoped
class Witnesses {

    private static final Set<String> SCHEMES = Set.of("https", "http");

    private final List<Witness> all;
    private final int wanted;

    /** @param addCheckpoint where checkpoints are submitted */
    record Witness(WitnessKey key, URI addCheckpoint) {}

    Witnesses(WitnessSettings settings) {
        all = settings.witnesses().stream().map(Witnesses::witness).toList();
        wanted = settings.wanted();
        if (all.stream().map(Witness::key).collect(Collectors.toSet()).size() < all.size()) {
            throw new IllegalArgumentException("handschlag.witness.witnesses names one key twice");
        }
        if (!all.isEmpty() && (wanted < 1 || wanted > all.size())) {
            throw new IllegalArgumentException("handschlag.witness.wanted is from 1 to the number of witnesses");
        }
    }

    private static Witness witness(WitnessSettings.OfWitness settings) {
        String prefix = settings.url().toString();
        if (!SCHEMES.contains(settings.url().getScheme()) || settings.url().getHost() == null) {
            throw new IllegalArgumentException("handschlag.witness.witnesses: an http or https URL is expected");
        }
        return new Witness(WitnessKey.parse(settings.verifierKey()),
                URI.create(prefix.endsWith("/") ? prefix + "add-checkpoint" : prefix + "/add-checkpoint"));
    }

    void check(@Observes StartupEvent started) {
        // Being made was the check.
    }

    List<Witness> all() {
        return all;
    }

    /** How many of them a checkpoint needs to be served as cosigned. */
    int wanted() {
        return wanted;
    }
}
