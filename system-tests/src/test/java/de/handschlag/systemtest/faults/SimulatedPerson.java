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

    /** By agency's index the case reference while it is linked. */
    final Map<Integer, String> references = new ConcurrentHashMap<>();

    /** By case reference what the agency sends to have the registry wait for the link. */
    final Map<String, String> revisions = new ConcurrentHashMap<>();

    /** Consent records that were given and not withdrawn. */
    final List<String> given = new ArrayList<>();

    SimulatedPerson(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
