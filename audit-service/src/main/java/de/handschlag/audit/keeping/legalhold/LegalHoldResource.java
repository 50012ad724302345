package de.handschlag.audit.keeping.legalhold;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/** What must not be erased although its time is over (R28). */
@Path("/v1/legal-holds")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Legal holds", description = "What must not be erased for now; setting and releasing are in the log (R28)")
@Produces(MediaType.APPLICATION_JSON)
public class LegalHoldResource {

    private final LegalHoldService service;
    private final QueryRequester requester;

    LegalHoldResource(LegalHoldService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    /** Why a hold is not needed any more. */
    public record Release(@NotNull @SeveralLines @Size(min = 10, max = 1000) @Letters(3) String reason) {}

    @POST
    @Operation(operationId = "setLegalHold", summary = "Keep what the log has about a person or an agency", description = """
            Name either dataSubjectId or agencyId. From the answer on nothing of it is erased, neither by retention nor
            because the person was erased, until the hold is released.""")
    @APIResponse(responseCode = "201", description = "In force", content = @Content(schema = @Schema(implementation = LegalHoldView.class)))
    @APIResponse(responseCode = "409", description = "There is a hold already, or the log has nothing to hold")
    @APIResponse(responseCode = "422", description = "Neither or both are named, or no reason")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, or an erasure is under way; it is not in force")
    public Response set(@Valid @NotNull NewLegalHold wanted) {
        LegalHoldView hold = service.set(wanted, requester.current());
        return Response.created(URI.create("/v1/legal-holds/" + hold.id())).entity(hold).build();
    }

    @GET
    @Operation(operationId = "listLegalHolds", summary = "Holds, newest first")
    @APIResponse(responseCode = "200", description = "Those in force, or those that were released")
    @APIResponse(responseCode = "422", description = "A state that is none")
    public LegalHoldView.LegalHolds holds(
            @QueryParam("state") @Nullable @Pattern(regexp = "in-force|released") String state) {
        return new LegalHoldView.LegalHolds(service.holds("released".equals(state)));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getLegalHold", summary = "One hold")
    @APIResponse(responseCode = "200", description = "The hold")
    @APIResponse(responseCode = "404", description = "No such hold, or it went with the erased person")
    @APIResponse(responseCode = "422", description = "An id that is none")
    public LegalHoldView hold(@PathParam("id") UUID id) {
        return service.hold(id);
    }

    @POST
    @Path("/{id}/release")
    @Operation(operationId = "releaseLegalHold", summary = "Release a hold; what it kept is erased if it is due")
    @APIResponse(responseCode = "200", description = "Released; it is final")
    @APIResponse(responseCode = "404", description = "No such hold")
    @APIResponse(responseCode = "409", description = "It is released already")
    @APIResponse(responseCode = "422", description = "No reason")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, so it stays in force")
    public LegalHoldView release(@PathParam("id") UUID id, @Valid @NotNull Release release) {
        return service.release(id, release.reason(), requester.current());
    }
}
