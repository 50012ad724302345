package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notice.Notice;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.ConsentEvidence.Channel;
import de.handschlag.problem.ProblemType;

/**
 * What an employee of the recipient recorded: that the person said yes to a request, on paper or by word of mouth. It gives nothing before
 * another employee confirms it, and even then only if the person can be given it for.
 */
@Entity
@Table(name = "recorded_approval")
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class ApprovalRecording {

    static final ProblemType OWN_RECORDING = new ProblemType("own-recorded-approval", 403,
            "Nobody confirms what they recorded themselves", "Niemand bestätigt, was er selbst eingetragen hat",
            "Ask another caseworker of the agency, who has seen the paper or heard the person.");

    @Id
    private UUID recordedApprovalId;
    private UUID consentRecordId;
    private UUID dataSubjectId;
    private String agencyId;
    @Enumerated(EnumType.STRING)
    private Channel channel;
    private @Nullable String reason;
    private List<String> attributes;
    @Enumerated(EnumType.STRING)
    private Signer signedBy;
    private boolean interpreter;
    private String noticeVersion;
    private String noticeHash;
    private String language;
    private Instant agreedUntil;
    private String recordedBy;
    private Instant recordedAt;
    private @Nullable String confirmedBy;

    protected ApprovalRecording() {}

    ApprovalRecording(ConsentRecord asked, NewRecordedApproval said, List<String> attributes, Notice read,
            Instant agreedUntil, String employee, Instant now) {
        this.recordedApprovalId = UUID.randomUUID();
        this.consentRecordId = asked.id();
        this.dataSubjectId = asked.dataSubjectId();
        this.agencyId = asked.agencyId();
        this.channel = said.channel() == NewRecordedApproval.Channel.ORAL ? Channel.ORAL : Channel.PAPER;
        this.reason = said.reason();
        this.attributes = attributes;
        this.signedBy = said.signedBy();
        this.interpreter = said.interpreter();
        this.noticeVersion = read.version();
        this.noticeHash = read.hash();
        this.language = read.language().tag();
        this.agreedUntil = agreedUntil;
        this.recordedBy = employee;
        this.recordedAt = now;
    }

    /**
     * Another employee says so, too; once more changes nothing.
     *
     * @return whether this is the first confirmation
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if it is the employee who recorded it
     */
    boolean confirm(String employee) {
        if (employee.equals(recordedBy)) {
            throw OWN_RECORDING.because("This login recorded it.");
        }
        if (confirmedBy != null) {
            return false;
        }
        confirmedBy = employee;
        return true;
    }

    boolean isConfirmed() {
        return confirmedBy != null;
    }

    DecisionEvidence evidence() {
        return new DecisionEvidence(noticeVersion, noticeHash, language, channel, null, recordedBy, null);
    }

    /** @param until for how long at most it is given (R11) */
    RecordedApproval approval(Instant until) {
        if (confirmedBy == null) {
            throw new IllegalStateException("nobody confirmed it");
        }
        return new RecordedApproval(confirmedBy, signedBy, interpreter, until, reason, null);
    }

    UUID recordedApprovalId() {
        return recordedApprovalId;
    }

    UUID consentRecordId() {
        return consentRecordId;
    }

    Channel channel() {
        return channel;
    }

    @Nullable
    String reason() {
        return reason;
    }

    List<String> attributes() {
        return attributes;
    }

    Signer signedBy() {
        return signedBy;
    }

    boolean interpreter() {
        return interpreter;
    }

    String noticeHash() {
        return noticeHash;
    }

    String language() {
        return language;
    }

    Instant agreedUntil() {
        return agreedUntil;
    }

    String recordedBy() {
        return recordedBy;
    }

    Instant recordedAt() {
        return recordedAt;
    }
}
