package de.handschlag.consent.erasure;

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

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.enforcement.EndingState;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;

/** Where somebody who is erased looks, with a login that belongs to nobody any more. */
@Path("/v1/erasures")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class ErasureStateResource {

    private final EnforcementService enforcement;

    ErasureStateResource(EnforcementService enforcement) {
        this.enforcement = enforcement;
    }

    @GET
    @Path("/{erasureId}")
    @Operation(operationId = "getErasure", summary = "Whether reads heed an erasure yet; its id is all that is left to know it by")
    @APIResponseSchema(value = EndingState.class, responseCode = "200", responseDescription = "How far it got")
    @APIResponse(responseCode = "404", description = "No erasure has this id, or it was more than 30 days ago")
    @APIResponse(responseCode = "503", description = "The database does not answer in time")
    public EndingState get(UUID erasureId) {
        return enforcement.findErasure(erasureId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No erasure of the last 30 days has this id."));
    }
}
