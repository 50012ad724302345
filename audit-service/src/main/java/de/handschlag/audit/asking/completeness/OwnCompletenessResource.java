package de.handschlag.audit.asking.completeness;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.chain.completeness.CompletenessProof;
import de.handschlag.login.Roles;

/** "These are all the entries about me", provably. */
@Path("/v1/my/accesses/completeness")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "My accesses")
@Produces(MediaType.APPLICATION_JSON)
public class OwnCompletenessResource {

    private final CompletenessService service;

    OwnCompletenessResource(CompletenessService service) {
        this.service = service;
    }

    @GET
    @Operation(operationId = "getOwnCompletenessProof", summary = "Which entries the log has about me, with a proof that there are no others", description = """
            As of the newest statement of completeness, which the log makes once a day. What a norm forbids to show, or
            defers, is not counted.""")
    @APIResponse(responseCode = "200", description = "The proof")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "409", description = "Too many entries for one proof")
    @APIResponse(responseCode = "503", description = "Nothing was stated yet, some of it was erased since, or which person this login is cannot be told at the moment")
    public CompletenessProof proof() {
        return service.own();
    }
}
