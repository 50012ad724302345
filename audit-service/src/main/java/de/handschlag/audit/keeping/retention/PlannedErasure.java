package de.handschlag.audit.keeping.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.LogErased;
import de.handschlag.event.LogErased.Range;
import de.handschlag.event.LogErased.Reason;
import de.handschlag.event.Requester;

/**
 * An erasure that is written down and not carried out yet.
 *
 * @param id             of its entry in the log
 * @param retentionClass all payloads of this class; null if positions are named
 * @param month          first day of the month of recording; null if positions are named
 * @param positions      empty if a class and a month are named
 * @param announced      whether a signed checkpoint covers its entry
 */
record PlannedErasure(UUID id, Reason reason, @Nullable String retentionClass, @Nullable LocalDate month,
        List<Range> positions, Instant plannedAt, boolean announced) {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);
    private static final Requester BY_ITSELF = new Requester(null, "audit-service", null);

    /** What the log has to say before anything is erased; the same each time. */
    LogErased announcement() {
        String legalBasis = switch (reason) {
            case RETENTION -> "Art. 5(1)(e) DSGVO";
            case PERSON_ERASED -> "Art. 17(1) DSGVO";
        };
        return new LogErased(BY_ITSELF, reason, legalBasis, positions, retentionClass,
                month == null ? null : MONTH.format(month));
    }
}
