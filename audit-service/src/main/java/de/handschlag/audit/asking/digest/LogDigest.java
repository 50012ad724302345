package de.handschlag.audit.asking.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.chain.completeness.CompletenessProofs.Statement;

/**
 * One ISO week.
 *
 * @param from      Monday; days are UTC
 * @param to        Sunday
 * @param agency    null for all
 * @param types     entries by type of event, by the events' own time
 * @param purposes  reads by purpose, as far as their payloads are still there
 * @param anomalies how many of each kind, a thousand at most; their days are those of the offices' time zone
 * @param erasures  null for one agency: erasing does not go by agencies
 */
public record LogDigest(String week, LocalDate from, LocalDate to, @Nullable String agency, List<TypeCount> types,
        List<PurposeCount> purposes, SortedMap<String, Integer> anomalies, @Nullable Erasures erasures, Holds holds,
        Emergencies emergencyAccesses, Integrity integrity) {

    public record TypeCount(String type, long entries) {}

    public record PurposeCount(String purpose, long disclosed, long denied, long unchanged) {}

    /**
     * @param carriedOut in the week
     * @param payloads   how many went
     * @param pending    planned and not carried out, at the time of the answer
     */
    public record Erasures(long carriedOut, long payloads, long pending) {}

    /**
     * @param set      in the week
     * @param released in the week
     * @param inForce  at the time of the answer
     */
    public record Holds(long set, long released, long inForce) {}

    /**
     * Of those opened in the week, by the state of their review at the time of the answer.
     *
     * @param pending not reviewed, and not due yet
     * @param overdue not reviewed, and past the time that the registry set for it (R21)
     */
    public record Emergencies(long opened, long justified, long notJustified, long pending, long overdue) {}

    /**
     * What proves the log.
     *
     * @param size         entries under the newest checkpoint of the week; null if there was none yet
     * @param signedAt     of that checkpoint
     * @param checkpoint   that checkpoint, as signed: worth keeping
     * @param completeness the newest statement of completeness; null before the first
     */
    public record Integrity(@Nullable Long size, @Nullable Instant signedAt, @Nullable String checkpoint,
            @Nullable Statement completeness) {}
}
