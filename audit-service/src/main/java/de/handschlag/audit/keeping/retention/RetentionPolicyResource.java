package de.handschlag.audit.keeping.retention;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;

/** How long payloads are kept. The operator's settings decide it; nobody changes it here. */
@Path("/v1/retention-policies")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Retention", description = "How long payloads of the log are kept, and what was erased and why (R28, G5)")
@Produces(MediaType.APPLICATION_JSON)
public class RetentionPolicyResource {

    private final RetentionService service;

    RetentionPolicyResource(RetentionService service) {
        this.service = service;
    }

    @GET
    @Operation(operationId = "listRetentionPolicies", summary = "How long the payloads of each class are kept", description = """
            months is counted from the end of the month of recording; a class without months is kept for ever. A class
            with keptByNorm is kept until then even if the person is erased (Art. 17(3) GDPR).""")
    @APIResponse(responseCode = "200", description = "The policies, and months whose files are still to be written anew")
    public RetentionPolicies policies() {
        return service.policies();
    }
}
