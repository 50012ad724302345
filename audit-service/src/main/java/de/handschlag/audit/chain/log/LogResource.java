package de.handschlag.audit.chain.log;

import java.util.Optional;

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

import de.handschlag.problem.ProblemType;

/**
 * What every verifier may fetch: checkpoint, hash tiles, entry bundles (C2SP tlog-tiles). Tiles are cut from the stored
 * hashes; a width that a checkpoint implied once can be served for ever.
 */
@Path("/log")
@PermitAll
@RunOnVirtualThread
@PublicLog
@Tag(name = "Log", description = "The public log: C2SP tlog-tiles, no personal data")
public class LogResource {

    static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final CheckpointReader checkpoints;
    private final TileReader tiles;
    private final CheckpointSigner signer;

    LogResource(CheckpointReader checkpoints, TileReader tiles, CheckpointSigner signer) {
        this.checkpoints = checkpoints;
        this.tiles = tiles;
        this.signer = signer;
    }

    @GET
    @Path("/checkpoint")
    @Produces("text/plain; charset=utf-8")
    @Operation(operationId = "getCheckpoint", summary = "The public checkpoint", description = """
            C2SP tlog-checkpoint in a signed note, with the witnesses' cosignatures that it has by now: often none, as it
            never waits for them. The newest one that has them is at /log/checkpoint/cosigned. It moves on a fixed beat, by
            default every 60 seconds, so that nobody can tell from it when an entry was made.""")
    @APIResponse(responseCode = "200", description = "The note")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "503", description = "Nothing is signed yet")
    public Response checkpoint() {
        return Response.ok(checkpoints.publicNote()).header("Cache-Control", "no-cache").build();
    }

    @GET
    @Path("/vkey")
    @Produces("text/plain; charset=utf-8")
    @Operation(operationId = "getVerifierKey", summary = "The log's verifier key", description = """
            C2SP signed-note: name+keyid+key. A key from the same place as the log shows only that the log agrees with
            itself; compare it with the one that the operator handed to you.""")
    @APIResponse(responseCode = "200", description = "One line")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "503", description = "This replica has no key yet")
    public Response verifierKey() {
        String key = signer.verifierKey()
                .orElseThrow(() -> ProblemType.UNAVAILABLE.retryAfter(2, "The log has no key yet."));
        return Response.ok(key + "\n").header("Cache-Control", "no-cache").build();
    }

    @GET
    @Path("/tile/entries/{tile: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "getEntryBundle", summary = "Entry bundle", description = "Per entry a big-endian uint16 length, then the bytes.")
    @APIResponse(responseCode = "200", description = "The bundle")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "404", description = "No such bundle at the public checkpoint's size")
    public Response entries(@PathParam("tile") String path) {
        return immutable(tiles.bundle(path));
    }

    @GET
    @Path("/tile/{level: [0-9]+}/{tile: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "getHashTile", summary = "Hash tile", description = "Up to 256 hashes of 32 bytes.")
    @APIResponse(responseCode = "200", description = "The tile")
    @APIResponse(responseCode = "401", description = "The operator has set a token, and this is none")
    @APIResponse(responseCode = "404", description = "No such tile at the public checkpoint's size")
    public Response tile(@PathParam("level") String level, @PathParam("tile") String path) {
        return immutable(tiles.hashTile(level, path));
    }

    private static Response immutable(Optional<byte[]> tile) {
        return Response
                .ok(tile.orElseThrow(
                        () -> ProblemType.NOT_FOUND.because("The public checkpoint implies no such tile.")))
                .header("Cache-Control", IMMUTABLE).build();
    }
}
