package de.handschlag.audit.asking.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A complaint as the person who made it sees it.
 *
 * @param deadline the last day for the answer
 * @param answer   null while there is none
 */
public record OwnComplaint(UUID id, long entryIndex, String text, Instant receivedAt, LocalDate deadline,
        @Nullable String answer, @Nullable Instant answeredAt) {

    /** The newest first. */
    public record OwnComplaints(List<OwnComplaint> complaints) {}

    static OwnComplaint of(Complaint complaint) {
        return new OwnComplaint(complaint.id(), complaint.entryIndex(), complaint.text(), complaint.receivedAt(),
                complaint.deadline(), complaint.answer(), complaint.answeredAt());
    }
}
