package de.handschlag.edge.operation;

import java.util.Set;

/** HTTP's methods, for what outlives a request: a method can be any word that a client makes up, of any length. */
public final class KnownMethods {

    private static final Set<String> NAMES = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private KnownMethods() {}

    /** The method itself, or {@value RequestLabels#OTHER}. */
    public static String nameOf(String method) {
        return NAMES.contains(method) ? method : RequestLabels.OTHER;
    }
}
