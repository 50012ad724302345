package de.handschlag.audit.asking.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.explanation.Explanation;
import de.handschlag.audit.asking.query.ProvenEntry;

/**
 * All that is needed to answer a complaint, and to show later how it was answered.
 *
 * @param deadline    the last day for the answer (Art. 12(3) GDPR)
 * @param answer      null while there is none
 * @param answeredBy  id of the login that answered
 * @param entry       what it is about, with the proof that the log holds it
 * @param explanation the decision replayed (G7); null if the entry records none
 */
public record ComplaintFile(UUID id, UUID dataSubjectId, String text, Instant receivedAt, LocalDate deadline,
        boolean overdue, @Nullable String answer, @Nullable String answeredBy, @Nullable Instant answeredAt,
        ProvenEntry entry, @Nullable Explanation explanation) {}
