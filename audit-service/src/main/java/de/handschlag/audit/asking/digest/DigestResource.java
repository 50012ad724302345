package de.handschlag.audit.asking.digest;

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

/** A week of the log on one page. */
@Path("/v1/log-digests/{week}")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Log digests", description = "A week of the log on one page; no person and no employee is named (R29)")
@Produces(MediaType.APPLICATION_JSON)
public class DigestResource {

    private final DigestService service;
    private final QueryRequester requester;

    DigestResource(DigestService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @GET
    @Operation(operationId = "getLogDigest", summary = "A week of all agencies, or of one", description = """
            week is an ISO week such as 2026-W48. Counts by type and purpose, anomalies by kind, erasures, holds, emergency
            accesses by the state of their review, and the week's last checkpoint with the newest statement of completeness.""")
    @APIResponse(responseCode = "200", description = "The week")
    @APIResponse(responseCode = "422", description = "No purpose, or a week that is none")
    @APIResponse(responseCode = "503", description = "Too much for one question, or it cannot be recorded, so it is not answered")
    public LogDigest week(@PathParam("week") String week, @QueryParam("agencyId") @Nullable String agencyId,
            @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.of(week, agencyId, queryPurpose, requester.current());
    }
}
