package de.handschlag.registry.correction;

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

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.OwnPerson;
import de.handschlag.login.Roles;
import de.handschlag.registry.correction.OwnCorrectionRequest.OwnCorrectionRequests;

/** "This is wrong": a person contests a value that is stored about them. */
@Path("/v1/my/correction-requests")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class OwnCorrectionRequestResource {

    private final CorrectionService service;
    private final OwnPerson ownPerson;

    OwnCorrectionRequestResource(CorrectionService service, OwnPerson ownPerson) {
        this.service = service;
        this.ownPerson = ownPerson;
    }

    @POST
    @Operation(operationId = "requestCorrection", summary = "Ask the agency that contributed a value of mine to change or delete it (Art. 16 GDPR)", description = """
            Attribute and source as GET /v1/my/attribute-values names them. The agency's answer is due within a month. With restrict the
            value is disclosed to nobody until then, but in an emergency (Art. 18 GDPR). The same once more, while there is no answer, is
            the same request.""")
    @APIResponse(responseCode = "201", description = "It has arrived", content = @Content(mediaType = "application/json", schema = @Schema(implementation = OwnCorrectionRequest.class)))
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "409", description = "Another request about this value is open, twenty are, or the value was contested before and may not be restricted again")
    @APIResponse(responseCode = "422", description = "Nothing is stored of this attribute by this agency, or a text is missing, too long or too much")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public Response make(@Valid @NotNull NewCorrectionRequest wanted) {
        return Response.status(Response.Status.CREATED).entity(service.make(ownPerson.current(), wanted)).build();
    }

    @GET
    @Operation(operationId = "listOwnCorrectionRequests", summary = "My requests for correction and their answers, the newest first")
    @APIResponse(responseCode = "200", description = "The newest; what I took back is not among them")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "422", description = "A limit outside 1 to 200")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public OwnCorrectionRequests list(@QueryParam("limit") @DefaultValue("100") @Min(1) @Max(200) int limit) {
        return service.ofPerson(ownPerson.current(), limit);
    }

    @DELETE
    @Path("/{correctionRequestId}")
    @Operation(operationId = "takeBackCorrectionRequest", summary = "Take a request back that is not answered; its restriction ends")
    @APIResponse(responseCode = "204", description = "It is taken back, now or before")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person, or the person has no such request")
    @APIResponse(responseCode = "409", description = "It is answered")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public void takeBack(@PathParam("correctionRequestId") UUID correctionRequestId) {
        service.takeBack(ownPerson.current(), correctionRequestId);
    }
}
