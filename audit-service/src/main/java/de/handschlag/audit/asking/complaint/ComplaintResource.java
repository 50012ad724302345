package de.handschlag.audit.asking.complaint;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/** What persons did not expect, as the data-protection officer answers it. */
@Path("/v1/complaints")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Complaints", description = "Complaints of persons about accesses, to be answered within a month (Art. 12(3) GDPR)")
@Produces(MediaType.APPLICATION_JSON)
public class ComplaintResource {

    private final ComplaintService service;
    private final QueryRequester requester;

    ComplaintResource(ComplaintService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    /** What the person is told. */
    public record Answer(@NotNull @SeveralLines @Size(min = 10, max = 4000) @Letters(3) String text) {}

    @GET
    @Operation(operationId = "listComplaints", summary = "Complaints without an answer, the soonest first; or those with one", description = """
            The list names neither persons nor what they wrote: opening a complaint is what the log records (R29).""")
    @APIResponse(responseCode = "200", description = "The first of them, and how many there are")
    @APIResponse(responseCode = "422", description = "A state that is none, or a limit outside 1 to 200")
    public ComplaintView.Complaints complaints(
            @QueryParam("state") @Nullable @Pattern(regexp = "open|answered") String state,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return service.list(!"answered".equals(state), limit);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getComplaint", summary = "A complaint as a file: entry, proof, explanation and answer", description = """
            Recorded for the person as a reading of the log for a complaint.""")
    @APIResponse(responseCode = "200", description = "All that is needed to answer it, or to show how it was answered")
    @APIResponse(responseCode = "404", description = "No such complaint, or it went with the erased person")
    @APIResponse(responseCode = "422", description = "An id that is none")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public ComplaintFile complaint(@PathParam("id") UUID id) {
        return service.file(id, requester.current());
    }

    @PUT
    @Path("/{id}/answer")
    @Operation(operationId = "answerComplaint", summary = "Answer a complaint; the person reads it at GET /v1/my/complaints")
    @APIResponse(responseCode = "200", description = "Answered; it is final")
    @APIResponse(responseCode = "404", description = "No such complaint, or it went with the erased person")
    @APIResponse(responseCode = "409", description = "It has another answer already")
    @APIResponse(responseCode = "422", description = "No text")
    public ComplaintView answer(@PathParam("id") UUID id, @Valid @NotNull Answer answer) {
        return service.answer(id, answer.text(), requester.current());
    }
}
