package de.handschlag.audit.chain.witness;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.chain.log.PublicLog;
import de.handschlag.problem.ProblemType;

/** The newest checkpoint that witnesses cosigned; public, like the log. */
@Path("/log/checkpoint/cosigned")
@PermitAll
@RunOnVirtualThread
@PublicLog
@Tag(name = "Log", description = "The public log: C2SP tlog-tiles, no personal data")
public class CosignedCheckpointResource {

    private final CosignedCheckpoints checkpoints;

    CosignedCheckpointResource(CosignedCheckpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @GET
    @Produces("text/plain; charset=utf-8")
    @Operation(operationId = "getCosignedCheckpoint", summary = "The newest checkpoint that as many witnesses cosigned as the operator wants", description = """
            C2SP tlog-cosignature. It is older than /log/checkpoint by the time between two submissions, and by more while a
            witness is away.""")
    @APIResponse(responseCode = "200", description = "The note")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "404", description = "No witness is asked, or too few have cosigned yet")
    public Response cosigned() {
        String note = checkpoints.newest().map(CosignedCheckpoint::note).orElseThrow(
                () -> ProblemType.NOT_FOUND.because("No checkpoint has the wanted cosignatures of witnesses yet."));
        return Response.ok(note).header("Cache-Control", "no-cache").build();
    }
}
