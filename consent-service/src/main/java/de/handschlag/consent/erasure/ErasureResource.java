package de.handschlag.consent.erasure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.enforcement.Ending;
import de.handschlag.consent.enforcement.EndingState;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.login.Roles;

@Path("/v1/me")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class ErasureResource {

    private final ErasureService erasures;
    private final EnforcementService enforcement;
    private final SecurityIdentity identity;

    ErasureResource(ErasureService erasures, EnforcementService enforcement, SecurityIdentity identity) {
        this.erasures = erasures;
        this.enforcement = enforcement;
        this.identity = identity;
    }

    @DELETE
    @Operation(operationId = "eraseMe", summary = "Erase everything about this person (Art. 17 GDPR); the login belongs to nobody any more")
    @APIResponseSchema(value = EndingState.class, responseCode = "200", responseDescription = "Erased and enforced: no read that begins at or after enforcedAt discloses anything about the person (R42)")
    @APIResponse(responseCode = "202", description = "Erased; Location says where to ask for the enforcement")
    public Response erase() {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            Ending ending = erasures.erase(Login.of(identity), receipt);
            // The transaction is over: what follows waits on a virtual thread and holds no connection.
            return enforcement.await(receipt, ending, null).answer("/v1/erasures/" + ending.endingId()).build();
        }
    }
}
