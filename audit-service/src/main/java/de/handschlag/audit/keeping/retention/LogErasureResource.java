package de.handschlag.audit.keeping.retention;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;

/** What was erased and why. Positions and figures: nothing about persons, so it needs no stated purpose. */
@Path("/v1/log-erasures")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Retention", description = "How long payloads of the log are kept, and what was erased and why (R28, G5)")
@Produces(MediaType.APPLICATION_JSON)
public class LogErasureResource {

    private final RetentionService service;

    LogErasureResource(RetentionService service) {
        this.service = service;
    }

    @GET
    @Operation(operationId = "listLogErasures", summary = "Erasures of payloads, newest first")
    @APIResponse(responseCode = "200", description = "A page; what has no erasedAt is not carried out yet")
    @APIResponse(responseCode = "422", description = "A cursor that no answer held")
    public LogErasure.Page erasures(@QueryParam("cursor") @Nullable UUID cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return service.erasures(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getLogErasure", summary = "One erasure")
    @APIResponse(responseCode = "200", description = "What it names")
    @APIResponse(responseCode = "404", description = "No such erasure")
    public LogErasure erasure(@PathParam("id") UUID id) {
        return service.erasure(id);
    }
}
