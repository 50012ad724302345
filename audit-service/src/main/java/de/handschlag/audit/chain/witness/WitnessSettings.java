package de.handschlag.audit.chain.witness;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.smallrye.config.ConfigMapping;

/** Who cosigns; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.witness")
interface WitnessSettings {

    /** Empty: nobody is asked. */
    List<OfWitness> witnesses();

    int wanted();

    Duration every();

    Duration timeout();

    /** Of one witness. */
    interface OfWitness {

        /** Submission prefix; {@code /add-checkpoint} is added. */
        URI url();

        String verifierKey();
    }
}
