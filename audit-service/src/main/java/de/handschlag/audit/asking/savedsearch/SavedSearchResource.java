package de.handschlag.audit.asking.savedsearch;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogEntryList;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** Questions that are asked again and again. */
@Path("/v1/saved-searches")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Saved searches", description = "Questions to the log under a name; each run is itself logged (R29)")
@Produces(MediaType.APPLICATION_JSON)
public class SavedSearchResource {

    private final SavedSearchService service;
    private final QueryRequester requester;

    SavedSearchResource(SavedSearchService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @POST
    @Operation(operationId = "saveSearch", summary = "Save a question", description = """
            The filter is that of GET /v1/log-entries without persons and employees: agencyId, purpose, decision, type,
            attribute, from, to; at least one of them. A hundred per login at most.""")
    @APIResponse(responseCode = "201", description = "Saved", content = @Content(mediaType = "application/json", schema = @Schema(implementation = SavedSearchView.class)))
    @APIResponse(responseCode = "409", description = "There is one of this name, or there are a hundred")
    @APIResponse(responseCode = "422", description = "No name, no purpose, no filter, or one that is not valid")
    public Response save(@Valid @NotNull NewSavedSearch wanted) {
        SavedSearchView saved = service.save(wanted, requester.current());
        return Response.created(URI.create("/v1/saved-searches/" + saved.id())).entity(saved).build();
    }

    @GET
    @Operation(operationId = "listSavedSearches", summary = "Own questions, and those that others of the office share, by name")
    @APIResponse(responseCode = "200", description = "What they ask; asking is another call")
    public SavedSearchView.SavedSearches searches() {
        return new SavedSearchView.SavedSearches(service.searches(requester.current()));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getSavedSearch", summary = "One question")
    @APIResponse(responseCode = "200", description = "What it asks")
    @APIResponse(responseCode = "404", description = "No such question, or another one's that is not shared")
    public SavedSearchView search(@PathParam("id") UUID id) {
        return service.search(id, requester.current());
    }

    @GET
    @Path("/{id}/log-entries")
    @Operation(operationId = "runSavedSearch", summary = "Ask it", description = "The answer of GET /v1/log-entries with the same filter and purpose.")
    @APIResponse(responseCode = "200", description = "A page, with the checkpoint that covers what is logged")
    @APIResponse(responseCode = "404", description = "No such question, or another one's that is not shared")
    @APIResponse(responseCode = "422", description = "A cursor or limit that is not valid")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public LogEntryList run(@PathParam("id") UUID id, @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return service.run(id, Cursor.of(cursor), limit, requester.current());
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "deleteSavedSearch", summary = "Delete a question of one's own")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "403", description = "Another one shares it; only who saved it deletes it")
    @APIResponse(responseCode = "404", description = "No such question, or another one's that is not shared")
    public void delete(@PathParam("id") UUID id) {
        service.delete(id, requester.current());
    }
}
