package de.handschlag.audit.asking.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A complaint in a list: neither who made it nor what they wrote.
 *
 * @param entryIndex position of the entry that it is about
 * @param deadline   the last day for the answer (Art. 12(3) GDPR)
 * @param overdue    it has no answer, and the deadline is over
 */
public record ComplaintView(UUID id, long entryIndex, Instant receivedAt, LocalDate deadline,
        @Nullable Instant answeredAt, boolean overdue) {

    /**
     * @param total how many there are, of which the answer holds the first
     */
    public record Complaints(List<ComplaintView> complaints, long total) {}

    static ComplaintView of(Complaint complaint, Instant now) {
        return new ComplaintView(complaint.id(), complaint.entryIndex(), complaint.receivedAt(), complaint.deadline(),
                complaint.answeredAt(), complaint.isOverdue(now));
    }
}
