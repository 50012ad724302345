package de.handschlag.consent.consentrequest;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.consentrecord.RecordedApprovals;
import de.handschlag.login.Roles;

/** What an employee shows or reads out to a person who has no login (R6). */
@Path("/v1/consent-requests/{consentRequestId}/notice")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Tag(name = "consent-requests")
@Produces(MediaType.APPLICATION_JSON)
class NoticeToReadResource {

    private final RecordedApprovalService approvals;
    private final SecurityIdentity identity;

    NoticeToReadResource(RecordedApprovalService approvals, SecurityIdentity identity) {
        this.approvals = approvals;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "getNoticeToRead", summary = "The notice to show or read out to a person without a login (R6)")
    @APIResponseSchema(value = RecordedApprovals.ToRead.class, responseCode = "200", responseDescription = "The notice as it reads now")
    @APIResponse(responseCode = "404", description = "This agency made no such request")
    @APIResponse(responseCode = "409", description = "The request waits no more")
    @APIResponse(responseCode = "422", description = "What names the language is no language tag")
    public RecordedApprovals.ToRead toRead(UUID consentRequestId,
            @Parameter(description = "Language tag such as en-US or fa-AF. notice.language says what is there, missingLanguage what was "
                    + "wanted if there is no notice in it (R31)") @RestQuery @NotNull @Size(max = 35) String language) {
        return approvals.toRead(AgencyClient.of(identity), consentRequestId, language);
    }
}
