package de.handschlag.audit.chain.timestamp;

import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.chain.log.PublicLog;
import de.handschlag.problem.ProblemType;

/** Time stamps over checkpoints, with what they are over; public, like the log. */
@Path("/log/timestamps")
@PermitAll
@RunOnVirtualThread
@PublicLog
@Tag(name = "Log", description = "The public log: C2SP tlog-tiles, no personal data")
public class TimestampResource {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    /** One a day for more than two years. */
    private static final int MOST = 1000;

    private final TimestampService timestamps;

    TimestampResource(TimestampService timestamps) {
        this.timestamps = timestamps;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listTimestamps", summary = "Time stamps, the newest first", description = "At most 1000; empty if no authority is asked.")
    @APIResponse(responseCode = "200", description = "Size of the stamped checkpoint, and the authority's time")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    public List<Timestamp> list() {
        return timestamps.list(MOST);
    }

    @GET
    @Path("/{size: [0-9]{1,18}}")
    @Produces("application/timestamp-reply")
    @Operation(operationId = "getTimestamp", summary = "The time stamp over the checkpoint of this size", description = """
            RFC 3161 TimeStampResp, DER. Its imprint is SHA-256 of the first three lines of …/checkpoint, each with its line
            feed.""")
    @APIResponse(responseCode = "200", description = "The reply as the authority sent it")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "404", description = "No time stamp over this size")
    public Response reply(@PathParam("size") long size) {
        return Response.ok(stamped(size).reply()).header("Cache-Control", IMMUTABLE).build();
    }

    @GET
    @Path("/{size: [0-9]{1,18}}/checkpoint")
    @Produces("text/plain; charset=utf-8")
    @Operation(operationId = "getStampedCheckpoint", summary = "The checkpoint that is stamped")
    @APIResponse(responseCode = "200", description = "The note, with the log's signature alone")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "404", description = "No time stamp over this size")
    public Response checkpoint(@PathParam("size") long size) {
        return Response.ok(stamped(size).note()).header("Cache-Control", IMMUTABLE).build();
    }

    private StampedCheckpoint stamped(long size) {
        return timestamps.stamped(size).orElseThrow(
                () -> ProblemType.NOT_FOUND.because("There is no time stamp over a checkpoint of this size."));
    }
}
