package de.handschlag.consent.consentrequest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.consentrecord.RecordedApprovalView;
import de.handschlag.login.Roles;

/** Where the second employee finds what waits for them (ADR 72). */
@Path("/v1/recorded-approvals")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Tag(name = "consent-requests")
@Produces(MediaType.APPLICATION_JSON)
class WaitingApprovalsResource {

    private final RecordedApprovalService approvals;
    private final SecurityIdentity identity;

    WaitingApprovalsResource(RecordedApprovalService approvals, SecurityIdentity identity) {
        this.approvals = approvals;
        this.identity = identity;
    }

    /** @param recordedApprovals the oldest first, at most 100 */
    record Waiting(List<RecordedApprovalView> recordedApprovals) {}

    @GET
    @Operation(operationId = "listRecordedApprovals", summary = "What waits for a second employee of this agency, the oldest first")
    @APIResponseSchema(value = Waiting.class, responseCode = "200", responseDescription = "At most 100, for the employee's purposes")
    public Waiting waiting() {
        return new Waiting(approvals.waiting(AgencyClient.of(identity)));
    }
}
