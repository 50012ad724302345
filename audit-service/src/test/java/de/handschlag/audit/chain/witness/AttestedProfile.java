package de.handschlag.audit.chain.witness;

import java.util.List;

import io.quarkus.test.junit.QuarkusTestProfile;

import de.handschlag.audit.chain.timestamp.PlayedAuthority;

/** A log with witnesses and a time-stamping authority; in all other tests it has neither, as by default. */
public class AttestedProfile implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PlayedWitnesses.class), new TestResourceEntry(PlayedAuthority.class));
    }
}
