package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.ConsentEvidence.Channel;

/**
 * An approval as its office recorded it, for the office's employees. Nothing in it depends on what the person does (R10).
 *
 * @param confirmed   whether a second employee confirmed it; whether there is a permission, the request says
 * @param recordedByYou whether it was this login, which cannot confirm it
 * @param noticeHash  hash of the notice that was shown or read out
 * @param agreedUntil for how long at most it is given
 */
public record RecordedApprovalView(UUID recordedApprovalId, UUID consentRequestId, String caseReference, String purpose,
        Channel channel, @Nullable String reason, List<String> attributes, Signer signedBy, boolean interpreter,
        String language, String noticeHash, Instant agreedUntil, Instant recordedAt, boolean confirmed,
        boolean recordedByYou) {

    static RecordedApprovalView of(ApprovalRecording recording, ConsentRecord asked, String employee) {
        return new RecordedApprovalView(recording.recordedApprovalId(), asked.id(), asked.caseReference(),
                asked.purpose(), recording.channel(), recording.reason(), recording.attributes(), recording.signedBy(),
                recording.interpreter(), recording.language(), recording.noticeHash(), recording.agreedUntil(),
                recording.recordedAt(), recording.isConfirmed(), recording.recordedBy().equals(employee));
    }
}
