package de.handschlag.registry.sharingview;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;

/** Municipal IT looks at what blocks persons, and releases it when it has been looked into. It is shown no person. */
@Path("/v1/blocking-records")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class BlockingRecordResource {

    private final BlockingRecords records;
    private final JsonWebToken token;

    BlockingRecordResource(BlockingRecords records, JsonWebToken token) {
        this.records = records;
        this.token = token;
    }

    @GET
    @Operation(operationId = "getBlockingRecords", summary = "Records of consent-events that block their person", description = """
            Nobody signed them, or nobody understands them. Until they are released, or turn out right in a rebuild of the views,
            nobody reads the person's data. The oldest 1,000.""")
    @APIResponse(responseCode = "200", description = "The records, oldest first")
    public BlockingRecordList list() {
        return new BlockingRecordList(records.list());
    }

    @POST
    @Path("/{partition}/{offset}/release")
    @Operation(operationId = "releaseBlockingRecord", summary = "Have a record block nobody any more", description = """
            The record itself still counts for nothing. Find out first who wrote it: it may be a person's decision that lost its
            signature on the way.""")
    @APIResponse(responseCode = "204", description = "It blocks nobody any more")
    @APIResponse(responseCode = "404", description = "No record at this place blocks anybody")
    public void release(@PathParam("partition") int partition, @PathParam("offset") long offset) {
        records.release(partition, offset, token.getSubject());
    }
}
