package de.handschlag.registry.disclosure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What one agency may see of one case for one purpose, as one statement read it.
 *
 * @param person          null if the agency has no such case
 * @param blocked         an event about the person could not be understood; nothing may be said
 * @param publishedBefore everything committed before this time is in the view; null if nothing is known
 * @param readAt          the database's clock when the statement's transaction began, before its snapshot
 * @param sentNanos       this process' {@link System#nanoTime()} before the statement was sent, and so before {@code readAt}
 * @param legalBases      of the grants, or of the purpose if a norm covers the attributes
 * @param granted         keys of granted attributes among those asked for, with or without values
 * @param values          values by attribute; those of several sources stand beside each other
 * @param covered         each granted attribute with its grant and the version of its value, in a fixed order
 * @param entitlementEnded an administrator ended the agency's entitlement to the purpose; then there is nothing else in it
 * @param anyGrant        a grant or a norm for this agency and purpose is in force, whatever attributes were asked for
 */
record SharingView(String caseReference, @Nullable Person person, boolean blocked, @Nullable Instant publishedBefore,
        Instant readAt, long sentNanos, boolean entitlementEnded, boolean anyGrant, SortedSet<String> legalBases,
        SortedSet<UUID> grantIds, SortedSet<String> granted, SortedMap<String, List<SourcedValue>> values,
        List<Covered> covered) {

    /** A person, the consent revision that the view is at, and whether a disclosure block is set (R14). */
    record Person(UUID dataSubjectId, long consentRevision, boolean disclosureBlocked) {}

    /**
     * A value with where it comes from.
     *
     * @param source agency that contributed it
     * @param named  whether the reader is told that; not if its name tells where the person lives, or is by day (R14)
     * @param asOf   day on which it was true, as the source says
     * @param contested whether the person has it restricted, as it is wrong in their eyes (Art. 18 GDPR); only in an emergency
     */
    record SourcedValue(String value, String source, boolean named, LocalDate asOf, boolean contested) {

        /** Values whose source is named by its id, then the others by their day, the newest first, so that their order names no source. */
        static final Comparator<SourcedValue> AS_SHOWN = Comparator
                .comparing(SourcedValue::shownSource, Comparator.nullsLast(Comparator.<String>naturalOrder()))
                .thenComparing(SourcedValue::asOf, Comparator.reverseOrder()).thenComparing(SourcedValue::value);

        /** Null if the reader is not told. */
        @Nullable
        String shownSource() {
            return named ? source : null;
        }
    }

    /**
     * An attribute under one grant, and one value of it.
     *
     * @param grantRevision the consent revision at which the grant became what it is
     * @param source        agency that contributed the value; null if nobody did
     * @param recordedAt    when the value was recorded: its version; null if there is none
     * @param released      whether the person released the source from secrecy for this grant (R9)
     * @param named         whether the reader is told the source (R14); false if there is none
     */
    record Covered(UUID grantId, long grantRevision, String attribute, @Nullable String source,
            @Nullable Instant recordedAt, boolean released, boolean named) {}
}
