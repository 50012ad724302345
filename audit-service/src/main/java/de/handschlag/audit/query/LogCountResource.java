package de.handschlag.audit.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The log at a glance: what happens on how many days how often. */
@Path("/v1/log-entries/counts")
@RolesAllowed("dpo")
@RunOnVirtualThread
@Tag(name = "Log entries")
public class LogCountResource {

    private final LogCountService service;
    private final QueryRequester requester;

    LogCountResource(LogCountService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @GET
    @Operation(summary = "Entries by day and type", description = """
            Days are UTC and by the events' own time, from and to included, at most 366; of all agencies, or of one. Counts
            outlive the entries that they count. There are none by employee: watching employees is no purpose of the log.""")
    @APIResponse(responseCode = "200", description = "Counts, by day and type")
    @APIResponse(responseCode = "422", description = "No purpose, or days that are none")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public LogCounts byDay(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to,
            @QueryParam("agencyId") @Nullable String agencyId,
            @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.byDay(from, to, agencyId, queryPurpose, requester.current());
    }
}
