package de.handschlag.registry.endedentitlement;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.text.Letters;

/** Municipal IT ends what an agency may, at once, and restores it. */
@Path("/v1/ended-entitlements")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class EndedEntitlementResource {

    private static final String PURPOSE = "[a-z][a-z0-9-]{1,62}";

    private final EndedEntitlements entitlements;
    private final JsonWebToken token;

    EndedEntitlementResource(EndedEntitlements entitlements, JsonWebToken token) {
        this.entitlements = entitlements;
        this.token = token;
    }

    /**
     * What is to end.
     *
     * @param purpose null for all that the agency may
     * @param reason  for whoever looks at the list later; no personal data
     */
    public record NewEnd(@NotNull @Pattern(regexp = "[A-Za-z0-9._~-]{1,255}") String agencyId,
            @Nullable @Pattern(regexp = PURPOSE) String purpose,
            @NotNull @Size(min = 5, max = 500) @Letters(5) String reason) {}

    @GET
    @Operation(operationId = "listEndedEntitlements", summary = "Entitlements of agencies that are ended, whatever their tokens say", description = "The newest 1,000 that are in force.")
    @APIResponse(responseCode = "200", description = "The newest first")
    public EndedEntitlementList list() {
        return new EndedEntitlementList(entitlements.list());
    }

    @POST
    @ResponseStatus(201)
    @Operation(operationId = "endEntitlement", summary = "End an agency's entitlement to a purpose, or all that it may", description = """
            It counts for each read that begins after the answer, at every replica, although tokens that were issued before go on. Without
            a purpose the agency's feed, obligations, webhook, contributions and pages end too.""")
    @APIResponseSchema(value = EndedEntitlement.class, responseCode = "201", responseDescription = "It is ended")
    @APIResponse(responseCode = "409", description = "It is ended already")
    @APIResponse(responseCode = "422", description = "The catalogue has no such purpose")
    public EndedEntitlement end(@Valid @NotNull NewEnd end) {
        return entitlements.end(end.agencyId(), end.purpose(), end.reason(), token.getSubject());
    }

    @DELETE
    @Path("/{endedEntitlementId}")
    @Operation(operationId = "restoreEntitlement", summary = "Take the end of an entitlement back", description = "The agency may again what its tokens say. Who ended and who restored it is kept. Changes that its feed passed over meanwhile come when it is read from the beginning.")
    @APIResponse(responseCode = "204", description = "It is restored")
    @APIResponse(responseCode = "404", description = "No entitlement with this id is ended")
    public void restore(@PathParam("endedEntitlementId") UUID endedEntitlementId) {
        entitlements.restore(endedEntitlementId, token.getSubject());
    }
}
