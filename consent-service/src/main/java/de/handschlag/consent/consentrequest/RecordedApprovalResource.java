package de.handschlag.consent.consentrequest;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.consentrecord.NewRecordedApproval;
import de.handschlag.consent.consentrecord.RecordedApprovalView;
import de.handschlag.login.Roles;

/** How a person gives a consent without a login: one employee of the recipient records it, another one confirms it (R6, R8; ADR 72). */
@Path("/v1/consent-requests/{consentRequestId}/approval")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Tag(name = "consent-requests")
@Produces(MediaType.APPLICATION_JSON)
class RecordedApprovalResource {

    private final RecordedApprovalService approvals;
    private final SecurityIdentity identity;

    RecordedApprovalResource(RecordedApprovalService approvals, SecurityIdentity identity) {
        this.approvals = approvals;
        this.identity = identity;
    }

    /** @param recordedApprovalId what the employee saw */
    record Confirmation(@NotNull UUID recordedApprovalId) {}

    @POST
    @Operation(operationId = "recordApproval", summary = "Record that the person said yes without a login, on paper or by word of mouth; it gives nothing before another employee confirms it")
    @APIResponseSchema(value = RecordedApprovalView.class, responseCode = "200", responseDescription = "Recorded, in the place of what nobody had confirmed; or confirmed before, as it was then")
    @APIResponse(responseCode = "404", description = "This agency made no such request")
    @APIResponse(responseCode = "409", description = "The request waits no more, or the notice reads differently by now (R7)")
    @APIResponse(responseCode = "422", description = "Not asked for, of a special category (R5), or by word of mouth and nobody says why (R8)")
    public RecordedApprovalView record(UUID consentRequestId, @Valid @NotNull NewRecordedApproval approval) {
        return approvals.record(AgencyClient.of(identity), consentRequestId, approval);
    }

    @GET
    @Operation(operationId = "getRecordedApproval", summary = "What an employee recorded of a request, for the one who confirms it")
    @APIResponseSchema(value = RecordedApprovalView.class, responseCode = "200", responseDescription = "As it was recorded; nothing in it tells what the person did (R10)")
    @APIResponse(responseCode = "404", description = "This agency made no such request, or recorded no approval of it")
    public RecordedApprovalView get(UUID consentRequestId) {
        return approvals.find(AgencyClient.of(identity), consentRequestId);
    }

    @POST
    @Path("/confirmation")
    @Operation(operationId = "confirmApproval", summary = "A second employee saw the paper or heard the person: now it is given, if it can be")
    @APIResponseSchema(value = RecordedApprovalView.class, responseCode = "200", responseDescription = "Confirmed, now or before; whether there is a permission, the request says (R10)")
    @APIResponse(responseCode = "403", description = "This login recorded it")
    @APIResponse(responseCode = "404", description = "This agency made no such request, or recorded no approval of it with this id")
    @APIResponse(responseCode = "409", description = "The request waits no more")
    public RecordedApprovalView confirm(UUID consentRequestId, @Valid @NotNull Confirmation confirmation) {
        return approvals.confirm(AgencyClient.of(identity), consentRequestId, confirmation.recordedApprovalId());
    }
}
