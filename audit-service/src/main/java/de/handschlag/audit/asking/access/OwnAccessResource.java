package de.handschlag.audit.asking.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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

import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.chain.log.TlogProof;
import de.handschlag.login.Roles;

/** Who saw what of the person who asks. */
@Path("/v1/my/accesses")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "My accesses", description = "A person's own view of the log")
@Produces(MediaType.APPLICATION_JSON)
public class OwnAccessResource {

    private final OwnAccessService service;

    OwnAccessResource(OwnAccessService service) {
        this.service = service;
    }

    @GET
    @Operation(operationId = "listOwnAccesses", summary = "Who saw which of my data, newest first")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "422", description = "A cursor that no answer held, or a limit outside 1 to 200")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public OwnAccess.OwnAccesses list(@QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return service.list(Cursor.of(cursor), limit);
    }

    @GET
    @Path("/{index}")
    @Operation(operationId = "getOwnAccess", summary = "One entry about me")
    @APIResponse(responseCode = "200", description = "The entry")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person, or the person is shown no such entry")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public OwnAccess get(@PathParam("index") @Min(0) @Max(Long.MAX_VALUE - 1) long index) {
        return service.get(index);
    }

    @GET
    @Path("/{index}/tlog-proof")
    @Produces(TlogProof.MEDIA_TYPE)
    @Operation(operationId = "getOwnTlogProof", summary = "The proof of one entry about me, as a file", description = """
            C2SP tlog-proof: checked with the log's key alone. For every entry about me, also my own decisions; which these are says
            /v1/my/accesses/completeness. Its line extra is, in base64, a JSON object of the texts entry (the bytes in the tree),
            payload and salt, the latter two unless the payload names an office's employee.""")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person, or the person is shown no such entry")
    @APIResponse(responseCode = "503", description = "No checkpoint covers the entry yet, or which person this login is cannot be told at the moment")
    public String tlogProof(@PathParam("index") @Min(0) @Max(Long.MAX_VALUE - 1) long index) {
        return service.proof(index).text();
    }
}
