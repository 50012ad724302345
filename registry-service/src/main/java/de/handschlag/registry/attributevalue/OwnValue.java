package de.handschlag.registry.attributevalue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Basis;

/**
 * A stored value as the person whom it is about sees it (R40).
 *
 * @param attribute     key
 * @param value         what is stored
 * @param source        id of the agency that contributed it
 * @param sourceTypes   types of agency that the source had since; empty if none was told
 * @param asOf          the day to which the source says it refers
 * @param contributedAt when the source contributed it
 * @param behindBlock   true: a disclosure block hides it, and {@code mayBeSeenBy} see it only with a right to override the block and a
 *                      reason (R14)
 * @param restricted    true: the person contests it and nobody is disclosed it meanwhile, but in an emergency (Art. 18 GDPR)
 * @param mayBeSeenBy   who may see it now, besides the source; a named emergency apart
 */
public record OwnValue(String attribute, String value, String source, List<String> sourceTypes, LocalDate asOf,
        Instant contributedAt, boolean behindBlock, boolean restricted, List<Viewer> mayBeSeenBy) {

    /**
     * Somebody who may see a value for a purpose.
     *
     * @param basis           {@code CONSENT} or {@code STATUTE}
     * @param consentRecordId the person's own consent; null for a statute
     * @param until           when the consent ends by itself; null for a statute
     * @param norm            the statute; null for a consent
     */
    public record Viewer(String agency, String purpose, Basis basis, @Nullable UUID consentRecordId,
            @Nullable Instant until, @Nullable String norm) {}

    /**
     * A page, by attribute and source.
     *
     * @param next where the next page begins; null on the last one
     */
    public record OwnValues(List<OwnValue> values, @Nullable String next) {}
}
