package de.handschlag.registry.disclosure;

import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a read rests on if nobody is asked (R21, R22).
 *
 * @param legalBasis          of the purpose
 * @param norm                statute or named basis; null if the emergency access that was named is not open
 * @param attributes          keys that it covers; empty if it covers nothing
 * @param onlyPerson          the only person whom it concerns; null if every case of the agency
 * @param emergencyAccessId   emergency access that the read named; null if none
 * @param hiddenFromPerson    the norm forbids to show the read to the person
 * @param noticeDeferredUntil the person is not shown the read before then; null if at once
 */
record NormBasis(String legalBasis, @Nullable String norm, SortedSet<String> attributes, @Nullable UUID onlyPerson,
        @Nullable UUID emergencyAccessId, boolean hiddenFromPerson, @Nullable Instant noticeDeferredUntil) {}
