package de.handschlag.consent.caselink;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import de.handschlag.consent.enforcement.Enforcement;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.login.Roles;

/** The agencies' cases that stand for a person, as this person sees them (R35, R42). */
@Path("/v1/me/case-links")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class OwnCaseLinkResource {

    private final CaseLinkService caseLinks;
    private final EnforcementService enforcement;
    private final SecurityIdentity identity;

    OwnCaseLinkResource(CaseLinkService caseLinks, EnforcementService enforcement, SecurityIdentity identity) {
        this.caseLinks = caseLinks;
        this.enforcement = enforcement;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listCaseLinks", summary = "Which agencies' cases stand for this person")
    @APIResponseSchema(value = OwnCaseLink.Page.class, responseDescription = "The links in force, the newest first")
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    public OwnCaseLink.Page list() {
        return caseLinks.list(Login.of(identity));
    }

    @DELETE
    @Path("/{caseLinkId}")
    @Operation(operationId = "endCaseLink", summary = "An agency's case no longer stands for this person: the agency reads nothing by it any more")
    @APIResponseSchema(value = Enforcement.class, responseCode = "200", responseDescription = "Ended and enforced: no read by this case that begins at or after enforcedAt discloses anything (R42)")
    @APIResponse(responseCode = "202", description = "Ended; Location says where to ask for the enforcement")
    @APIResponse(responseCode = "404", description = "No case in force of this person has this id")
    public Response end(UUID caseLinkId) {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            long revision = caseLinks.unlink(Login.of(identity), caseLinkId, receipt);
            // The transaction is over: what follows waits on a virtual thread and holds no connection.
            Enforcement state = enforcement.await(receipt, revision);
            return state.answer(state);
        }
    }
}
