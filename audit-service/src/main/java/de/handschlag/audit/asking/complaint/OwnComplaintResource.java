package de.handschlag.audit.asking.complaint;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;

/** "I did not expect this". */
@Path("/v1/my/complaints")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "My complaints", description = "A person's complaints to the data-protection officer")
@Produces(MediaType.APPLICATION_JSON)
public class OwnComplaintResource {

    private final ComplaintService service;

    OwnComplaintResource(ComplaintService service) {
        this.service = service;
    }

    /**
     * That it has arrived.
     *
     * @param deadline the last day for the answer (Art. 12(3) GDPR)
     */
    public record Receipt(UUID id, LocalDate deadline) {}

    @POST
    @Operation(operationId = "complain", summary = "Ask the data-protection officer about an access to my data", description = """
            entryIndex is the index of one of GET /v1/my/accesses. The answer is due within a month. The same words about the
            same entry, sent again while there is no answer, are the same complaint.""")
    @APIResponse(responseCode = "201", description = "It has arrived", content = @Content(mediaType = "application/json", schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "404", description = "This login is not bound to a person, or the person is shown no such entry")
    @APIResponse(responseCode = "409", description = "Twenty others of this person wait for an answer")
    @APIResponse(responseCode = "422", description = "No entry, no text, or more than 2000 characters")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public Response complain(@Valid @NotNull NewComplaint wanted) {
        OwnComplaint made = service.complain(wanted);
        return Response.status(Response.Status.CREATED).entity(new Receipt(made.id(), made.deadline())).build();
    }

    @GET
    @Operation(operationId = "listOwnComplaints", summary = "My complaints and their answers, the newest first")
    @APIResponse(responseCode = "200", description = "All that are kept")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public OwnComplaint.OwnComplaints complaints() {
        return new OwnComplaint.OwnComplaints(service.own());
    }
}
