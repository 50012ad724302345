package de.handschlag.audit.keeping.retention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.LogErased.Range;
import de.handschlag.event.LogErased.Reason;

/**
 * An erasure as the data-protection officer sees it.
 *
 * @param id             of its entry in the log
 * @param retentionClass the class that was erased; null if positions were
 * @param month          month of recording, such as 2024-10; null if positions were
 * @param ranges         positions that were erased; empty if a class of a month was
 * @param entry          position of its entry; null until the log has it
 * @param erasedAt       null until it is carried out
 * @param payloads       how many there were; fewer than positions if a hold was set meanwhile. Null until then
 */
public record LogErasure(UUID id, Reason reason, @Nullable String retentionClass, @Nullable String month,
        List<Range> ranges, Instant plannedAt, @Nullable Long entry, @Nullable Instant erasedAt,
        @Nullable Long payloads) {

    /** @param nextCursor where the next page begins; null on the last one */
    public record Page(List<LogErasure> erasures, @Nullable String nextCursor) {}
}
