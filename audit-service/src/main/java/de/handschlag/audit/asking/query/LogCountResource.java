package de.handschlag.audit.asking.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
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

import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** The log at a glance: what happens on how many days how often. */
@Path("/v1/log-entries/counts")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Log entries")
@Produces(MediaType.APPLICATION_JSON)
public class LogCountResource {

    private final LogCountService service;
    private final QueryRequester requester;

    LogCountResource(LogCountService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @GET
    @Operation(operationId = "countLogEntries", summary = "Entries by day and type, or by day, type and purpose", description = """
            Days are UTC and by the events' own time, from and to included, at most 366; of all agencies and purposes, or of
            one. groupBy=purpose counts each purpose for itself. Counts outlive the entries that they count. There are none by
            employee: watching employees is no purpose of the log.""")
    @APIResponse(responseCode = "200", description = "Counts, by day and type, and by purpose if asked for")
    @APIResponse(responseCode = "422", description = "No purpose of the query, days that are none, or more counts than one answer holds")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public LogCounts byDay(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to,
            @QueryParam("agencyId") @Nullable String agencyId, @QueryParam("purpose") @Nullable String purpose,
            @QueryParam("groupBy") @Nullable @Pattern(regexp = "type|purpose") String groupBy,
            @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.byDay(from, to, agencyId, purpose, "purpose".equals(groupBy), queryPurpose, requester.current());
    }
}
