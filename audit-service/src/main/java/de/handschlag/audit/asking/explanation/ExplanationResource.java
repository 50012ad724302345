package de.handschlag.audit.asking.explanation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** A decision replayed at its moment. */
@Path("/v1/log-entries/{index}/explanation")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Log entries")
@Produces(MediaType.APPLICATION_JSON)
public class ExplanationResource {

    private final ExplanationService service;
    private final QueryRequester requester;

    ExplanationResource(ExplanationService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @GET
    @Operation(operationId = "explainLogEntry", summary = "Why a read was decided as it was, from the log alone", description = """
            Which consents were in force at the revision that the decision saw, with notice and expiry, or which norm or
            emergency access it rested on; what covered each attribute; and whether the decision was the right one.""")
    @APIResponse(responseCode = "200", description = "The decision replayed, or that its payload was erased")
    @APIResponse(responseCode = "404", description = "No such entry")
    @APIResponse(responseCode = "409", description = "The entry records no decision")
    @APIResponse(responseCode = "422", description = "No purpose")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public Explanation explain(@PathParam("index") long index,
            @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.explain(index, queryPurpose, requester.current());
    }
}
