package de.handschlag.registry.notification;

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

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.OwnPerson;
import de.handschlag.login.Roles;
import de.handschlag.registry.notification.OwnObligation.OwnObligations;

/** What became of the copies that agencies received of the person who asks (G6). */
@Path("/v1/my/obligations")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class OwnObligationResource {

    private final ObligationService obligations;
    private final OwnPerson ownPerson;

    OwnObligationResource(ObligationService obligations, OwnPerson ownPerson) {
        this.obligations = obligations;
        this.ownPerson = ownPerson;
    }

    @GET
    @Operation(operationId = "listOwnObligations", summary = "What agencies did, or still owe, after a consent of mine ended or a value was corrected, whether they received it by consent, statute or emergency")
    @APIResponse(responseCode = "200", description = "The newest; empty if nobody received anything that ended")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "422", description = "A limit outside 1 to 200")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public OwnObligations list(@QueryParam("limit") @DefaultValue("100") @Min(1) @Max(200) int limit) {
        return obligations.ofPerson(ownPerson.current(), limit);
    }
}
