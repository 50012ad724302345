package de.handschlag.registry.attributevalue;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.login.TokenClaims;
import de.handschlag.registry.attributevalue.OwnValue.OwnValues;

/** What is stored about the person who asks. */
@Path("/v1/my/attribute-values")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class OwnValueResource {

    private static final String CURSOR = "[a-z0-9_]{1,64}/[A-Za-z0-9._~-]{1,64}";

    private final OwnValueService service;
    private final SecurityIdentity identity;

    OwnValueResource(OwnValueService service, SecurityIdentity identity) {
        this.service = service;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listOwnValues", summary = "Every value that is stored about me, by source, and who may see it now (R40)", description = """
            Each reading has its entry in the log before the first value leaves. Agencies by their ids; of statutes those for
            which an agency that has a case of mine may read the value without a consent. Emergencies are not told in advance.""")
    @APIResponse(responseCode = "200", description = "A page; empty if nothing is stored")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "422", description = "A cursor that no answer held, or a limit outside 1 to 200")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told, or the reading cannot be recorded")
    public OwnValues list(@QueryParam("after") @Nullable @Pattern(regexp = CURSOR) String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(200) int limit) {
        return service.list(after, limit, TokenClaims.of(identity).clientId());
    }
}
