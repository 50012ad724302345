package de.handschlag.consent.caselink;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.onetimecode.IssuedCode;
import de.handschlag.login.Roles;

@Path("/v1/me/link-codes")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class LinkCodeResource {

    private final CaseLinkService caseLinks;
    private final SecurityIdentity identity;

    LinkCodeResource(CaseLinkService caseLinks, SecurityIdentity identity) {
        this.caseLinks = caseLinks;
        this.identity = identity;
    }

    @POST
    @Operation(operationId = "createLinkCode", summary = "A code that the person, or who acts for them, gives to an agency")
    @APIResponseSchema(value = IssuedCode.class, responseCode = "201", responseDescription = "To be given to one agency; it replaces an earlier one")
    public Response create(
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        return Response.status(201).entity(caseLinks.issueLinkCode(Login.of(identity, actingFor))).build();
    }
}
