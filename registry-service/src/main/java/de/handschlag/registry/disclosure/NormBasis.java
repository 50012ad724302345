package de.handschlag.registry.disclosure;

import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import de.handschlag.registry.deferral.NamedNoticeDeferral;

/**
 * What a read rests on if nobody is asked (R21, R22).
 *
 * @param legalBasis          of the purpose
 * @param norm                statute or named basis; null if the emergency access that was named is not open
 * @param agencyType          the type that the reading agency must have with the case; null if the norm covers nothing
 * @param sources             attributes that it covers with the types of agency whose contributions may be read; empty if it
 *                            covers nothing
 * @param onlyPerson          the only person whom it concerns; null if every case of the agency
 * @param emergencyAccessId   emergency access that the read named; null if none
 * @param noticeDeferredUntil the person is not shown an emergency's read before then; null if at once
 * @param grounds             file and reason of a read by a statute; null in an emergency, whose access has its own
 * @param deferral            the deferral that a read by a statute named, in force for it; null if none
 */
record NormBasis(String legalBasis, @Nullable String norm, @Nullable String agencyType,
        SortedMap<String, SortedSet<String>> sources, @Nullable UUID onlyPerson, @Nullable UUID emergencyAccessId,
        @Nullable Instant noticeDeferredUntil, @Nullable StatedGrounds grounds,
        @Nullable NamedNoticeDeferral deferral) {

    /** What no deferral of its own puts off. */
    NormBasis(String legalBasis, @Nullable String norm, @Nullable String agencyType,
            SortedMap<String, SortedSet<String>> sources, @Nullable UUID onlyPerson, @Nullable UUID emergencyAccessId,
            @Nullable Instant noticeDeferredUntil, @Nullable StatedGrounds grounds) {
        this(legalBasis, norm, agencyType, sources, onlyPerson, emergencyAccessId, noticeDeferredUntil, grounds, null);
    }

    /** Whether an emergency access that is open permits the read. */
    boolean isOfEmergency() {
        return emergencyAccessId != null && norm != null;
    }

    Stream<String> attributes() {
        return sources.keySet().stream();
    }

    /** What may be read, each {@code attribute/type of the source}. */
    Stream<String> items() {
        return sources.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(type -> entry.getKey() + "/" + type));
    }
}
