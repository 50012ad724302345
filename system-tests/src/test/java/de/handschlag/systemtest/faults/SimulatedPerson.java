package de.handschlag.systemtest.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** A person with a login, as the one client knows it that decides for it. */
final class SimulatedPerson {

    private final String token;
    @Nullable
    String dataSubjectId;
    long revision = 1;

    /** By agency's index the case reference while it is linked. */
    final Map<Integer, String> references = new ConcurrentHashMap<>();

    /** Consent records that were given and not withdrawn. */
    final List<String> given = new ArrayList<>();

    SimulatedPerson(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
