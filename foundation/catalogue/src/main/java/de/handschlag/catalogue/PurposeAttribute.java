package de.handschlag.catalogue;

import java.util.SortedSet;

/**
 * An attribute that a purpose needs on one basis. What has no row can be neither asked for nor read (R36).
 *
 * @param sourceTypes    types of agency whose contributions may be read; empty for a consent, which covers any source
 * @param advanceRelease whether items are meant that the person released for an emergency in advance (none can be yet)
 */
public record PurposeAttribute(String purpose, String attribute, Basis basis, Necessity necessity,
        SortedSet<String> sourceTypes, boolean advanceRelease) {

    /** Whether the purpose works without the attribute. It never means that the person must agree. */
    public enum Necessity {
        REQUIRED,
        OPTIONAL
    }

    static String id(String purpose, String attribute, Basis basis) {
        return purpose + " " + attribute + " " + basis;
    }
}
