package de.handschlag.consent.caselink;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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
import de.handschlag.consent.enforcement.EndingState;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;

@Path("/v1/case-unlinkings")
@RolesAllowed({Roles.AGENCY_SYSTEM, Roles.CASEWORKER})
@RunOnVirtualThread
@Tag(name = "cases")
@Produces(MediaType.APPLICATION_JSON)
class CaseUnlinkingResource {

    private final EnforcementService enforcement;
    private final SecurityIdentity identity;

    CaseUnlinkingResource(EnforcementService enforcement, SecurityIdentity identity) {
        this.enforcement = enforcement;
        this.identity = identity;
    }

    @GET
    @Path("/{unlinkingId}")
    @Operation(operationId = "getCaseUnlinking", summary = "Whether reads heed an unlinking of this agency yet")
    @APIResponseSchema(value = EndingState.class, responseCode = "200", responseDescription = "How far it got")
    @APIResponse(responseCode = "404", description = "No unlinking of this agency has this id, or it was more than 30 days ago")
    @APIResponse(responseCode = "503", description = "The database does not answer in time")
    public EndingState get(UUID unlinkingId) {
        return enforcement.findUnlinking(unlinkingId, AgencyClient.of(identity).agencyId()).orElseThrow(
                () -> ProblemType.NOT_FOUND.because("No unlinking of this agency in the last 30 days has this id."));
    }
}
