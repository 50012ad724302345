package de.handschlag.consent.consentrequest;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.consentrecord.NewRecordedApproval;
import de.handschlag.consent.consentrecord.RecordedApprovalView;
import de.handschlag.consent.consentrecord.RecordedApprovals;
import de.handschlag.edge.InvalidRequest;

/** What employees record of approvals without a login, for their own purposes only (R17, R18). */
@ApplicationScoped
class RecordedApprovalService {

    private final ConsentRequestService consentRequests;
    private final RecordedApprovals approvals;

    RecordedApprovalService(ConsentRequestService consentRequests, RecordedApprovals approvals) {
        this.consentRequests = consentRequests;
        this.approvals = approvals;
    }

    @Transactional
    RecordedApprovals.ToRead toRead(AgencyClient client, UUID id, String language) {
        consentRequests.requireManaged(client, id);
        return approvals.toRead(client.agencyId(), id, language).orElseThrow(ConsentRequestProblems::notFound);
    }

    @Transactional
    RecordedApprovalView record(AgencyClient client, UUID id, NewRecordedApproval said) {
        consentRequests.requireManaged(client, id);
        if (said.channel() == NewRecordedApproval.Channel.ORAL && said.reason() == null) {
            throw InvalidRequest.body("reason", "is expected where the person said yes by word of mouth");
        }
        return approvals.record(client, id, said).orElseThrow(ConsentRequestProblems::notFound);
    }

    @Transactional
    RecordedApprovalView find(AgencyClient client, UUID id) {
        consentRequests.requireManaged(client, id);
        return approvals.find(client, id).orElseThrow(ConsentRequestProblems::notRecorded);
    }

    @Transactional
    RecordedApprovalView confirm(AgencyClient client, UUID id, UUID recordedApprovalId) {
        consentRequests.requireManaged(client, id);
        return approvals.confirm(client, id, recordedApprovalId).orElseThrow(ConsentRequestProblems::notRecorded);
    }

    @Transactional
    List<RecordedApprovalView> waiting(AgencyClient client) {
        return approvals.waiting(client, Set.copyOf(client.purposes()));
    }
}
