package de.handschlag.consent.receipt;

import java.nio.charset.StandardCharsets;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Public: whoever is shown a signed receipt can check it. */
@Path("/v1/receipt-keys")
@PermitAll
@Tag(name = "receipt-keys")
class ReceiptKeyResource {

    static final String MEDIA_TYPE = "application/jwk-set+json";

    private final byte[] keys;

    ReceiptKeyResource(ReceiptKeys keys) {
        this.keys = keys.published().toString().getBytes(StandardCharsets.UTF_8);
    }

    @GET
    @Produces(MEDIA_TYPE)
    @Operation(operationId = "listReceiptKeys", summary = "The public keys by which signed receipts can be checked", description = """
            JWK set (RFC 7517) of Ed25519 keys (RFC 8037): the one that signs now, and former ones. No token is needed. A key \
            from the same place as a receipt shows only that the service agrees with itself; compare it with the one that \
            the operator published elsewhere.""")
    @APIResponse(responseCode = "200", description = "The keys")
    public Response keys() {
        return Response.ok(keys.clone()).build();
    }
}
