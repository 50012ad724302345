package de.handschlag.registry.sharingview;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;

/** Municipal IT has the sharing views built anew from the topic. It is shown counts, never a person or an agency. */
@Path("/v1/view-rebuilds")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ViewRebuildResource {

    private final ViewRebuildService service;
    private final JsonWebToken token;

    ViewRebuildResource(ViewRebuildService service, JsonWebToken token) {
        this.service = service;
        this.token = token;
    }

    /**
     * A run.
     *
     * @param state        {@code running}, {@code done} or {@code failed}
     * @param checkOnly    it compares and changes nothing
     * @param recordsRead  of the topic, as far as the views have applied it
     * @param differences  what was not as the topic says; null until it is known
     * @param failure      why nothing was changed; null unless it failed
     */
    public record ViewRebuildView(UUID rebuildId, String state, boolean checkOnly, Instant startedAt,
            @Nullable Instant finishedAt, long recordsRead, long recordsTotal, @Nullable ViewDifferences differences,
            @Nullable String failure) {}

    @POST
    @Operation(operationId = "startViewRebuild", summary = "Build all sharing views anew from consent-events", description = """
            Reading goes on; only while the result takes the place of the views it may end with 503 for a moment. Nothing
            that was withdrawn comes back.""")
    @APIResponseSchema(value = ViewRebuildView.class, responseCode = "202", responseDescription = "Started; Location says where to ask how it fares")
    @APIResponse(responseCode = "409", description = "One is running")
    public RestResponse<ViewRebuildView> start(@QueryParam("checkOnly") @DefaultValue("false") boolean checkOnly) {
        UUID rebuildId = service.start(token.getSubject(), checkOnly);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, get(rebuildId))
                .location(URI.create("/v1/view-rebuilds/" + rebuildId)).build();
    }

    @GET
    @Path("/{rebuildId}")
    @Operation(operationId = "getViewRebuild", summary = "How a rebuild fares, and what was not as the topic says")
    @APIResponse(responseCode = "200", description = "The run")
    @APIResponse(responseCode = "404", description = "There is no such run")
    public ViewRebuildView get(@PathParam("rebuildId") UUID rebuildId) {
        ViewRebuildRun run = service.find(rebuildId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such run."));
        String state = run.finishedAt() == null ? "running" : run.failure() == null ? "done" : "failed";
        return new ViewRebuildView(run.rebuildId(), state, run.checkOnly(), run.startedAt(), run.finishedAt(),
                run.recordsRead(), run.recordsTotal(), run.differences(), run.failure());
    }
}
