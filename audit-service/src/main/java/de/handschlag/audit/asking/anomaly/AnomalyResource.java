package de.handschlag.audit.asking.anomaly;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** What in the log may need a question. */
@Path("/v1/log-anomalies")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Log anomalies", description = "What in the log may need a question, each with the figures compared; no scores, no ranking (R29)")
@Produces(MediaType.APPLICATION_JSON)
public class AnomalyResource {

    private final AnomalyService service;
    private final QueryRequester requester;

    AnomalyResource(AnomalyService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @GET
    @Operation(operationId = "listAnomalies", summary = "Anomalies of a period, newest first", description = """
            Days are those of Europe/Berlin, from and to included, at most 31; of all agencies, or of one. kind is
            unusual-volume, outside-office-hours, repeated-denials, refused-tries, emergency-not-reviewed, new-purpose, own-record,
            further-login, many-binding-codes, login-refused or asked-again; all if it is absent. An employee's reference is shown for
            a complaint, an incident or the supervisory authority only. A page may be longer than limit by what has the same newest entry.""")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "422", description = "No purpose, days that are none, or a kind that is none")
    @APIResponse(responseCode = "503", description = "Too much for one question, or it cannot be recorded, so it is not answered")
    public Anomaly.Page find(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to,
            @QueryParam("agencyId") @Nullable String agencyId, @QueryParam("kind") @Nullable String kind,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.find(new AnomalyService.Question(from, to, agencyId, kind, queryPurpose), Cursor.of(cursor),
                limit, requester.current());
    }
}
