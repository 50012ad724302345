package de.handschlag.audit.chain.log;

import java.util.Base64;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.problem.ProblemType;

/** That the log only grew, for whoever does not want to compute it from tiles. */
@Path("/log/consistency")
@PermitAll
@RunOnVirtualThread
@PublicLog
@Tag(name = "Log", description = "The public log: C2SP tlog-tiles, no personal data")
public class ConsistencyResource {

    /** What fits into a tile's address. */
    private static final long LARGEST = Long.MAX_VALUE / 2;

    private final TileReader tiles;

    ConsistencyResource(TileReader tiles) {
        this.tiles = tiles;
    }

    /**
     * That the tree of {@code from} entries is the beginning of that of {@code to} entries.
     *
     * @param proof base64 hashes in the order of RFC 6962, section 2.1.2; empty if the two are one
     */
    public record Consistency(long from, long to, List<String> proof) {}

    @GET
    @Path("/{older}/{newer}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getConsistencyProof", summary = "That the log of so many entries is the beginning of a larger one", description = """
            RFC 6962, section 2.1.2, up to the size of the public checkpoint.""")
    @APIResponse(responseCode = "200", description = "The hashes", content = @Content(schema = @Schema(implementation = Consistency.class)))
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "404", description = "The public log has not so many entries")
    @APIResponse(responseCode = "422", description = "The first size is larger than the second, or 0")
    public Response consistency(@PathParam("older") @Min(1) @Max(LARGEST) long older,
            @PathParam("newer") @Min(1) @Max(LARGEST) long newer) {
        if (older > newer) {
            throw InvalidRequest.path("older", "not larger than the second size");
        }
        List<String> proof = tiles.consistency(older, newer)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("The public log has not so many entries.")).stream()
                .map(Base64.getEncoder()::encodeToString).toList();
        return Response.ok(new Consistency(older, newer, proof)).header("Cache-Control", LogResource.IMMUTABLE).build();
    }
}
