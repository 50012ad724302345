package de.handschlag.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import de.handschlag.problem.ProblemType;

/** Answers with style sheet and icon. */
@Path("/app/frame")
@PermitAll
class FrameAssets {

    @GET
    @Path("{hash}/{file}")
    public Response get(@PathParam("hash") String hash, @PathParam("file") String file,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String encodings) {
        Asset asset = Asset.of(file);
        if (asset == null) {
            throw ProblemType.NOT_FOUND.builder(null).build();
        }
        // Another replica may be of another version while services are replaced: then it is good for this page only.
        String keep = hash.equals(Asset.HASH) ? "public, max-age=31536000, immutable" : "no-cache";
        Response.ResponseBuilder answer = encodings != null && encodings.contains("gzip")
                ? Response.ok(asset.packed()).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok(asset.content());
        return answer.type(asset.type()).header(HttpHeaders.CACHE_CONTROL, keep)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING).build();
    }
}
