package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.consentrecord.SecrecyReleaseService.Released;
import de.handschlag.consent.consentrecord.SecrecyReleaseService.Withdrawn;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.enforcement.Enforcement;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.login.Roles;

@Path("/v1/me/consent-records/{consentRecordId}/secrecy-releases")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class SecrecyReleaseResource {

    private final SecrecyReleaseService releases;
    private final EnforcementService enforcement;
    private final SecurityIdentity identity;

    SecrecyReleaseResource(SecrecyReleaseService releases, EnforcementService enforcement, SecurityIdentity identity) {
        this.releases = releases;
        this.enforcement = enforcement;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listSecrecyReleases", summary = "Sources under professional secrecy that are released for the consent, or can be, with the notice to read before (R9)")
    @APIResponseSchema(value = SecrecyReleaseView.All.class, responseCode = "200", responseDescription = "By the source's id; none unless the consent is in force")
    @APIResponse(responseCode = "404", description = "This person has no such record")
    @APIResponse(responseCode = "422", description = "What names the language, in the query or in Accept-Language, is no language tag")
    public SecrecyReleaseView.All list(UUID consentRecordId,
            @Parameter(description = "Language tag such as en-US, en_US or fa-AF; otherwise Accept-Language. notice.language "
                    + "says what is shown, missingLanguage what was wanted if there is no notice in it (R31)") @RestQuery @Nullable @Size(max = 35) String language,
            @Context HttpHeaders headers) {
        return new SecrecyReleaseView.All(
                releases.list(Login.of(identity), consentRecordId, AskedLanguages.of(language, headers)));
    }

    @POST
    @Operation(operationId = "releaseFromSecrecy", summary = "Release a source from professional secrecy, for the recipient, the items and the purpose of the consent (R9)")
    @APIResponseSchema(value = SecrecyReleaseView.class, responseCode = "200", responseDescription = "It was released before; nothing changed")
    @APIResponse(responseCode = "201", description = "Released")
    @APIResponse(responseCode = "404", description = "This person has no such record")
    @APIResponse(responseCode = "409", description = "The consent is not in force, the notice reads differently by now (R7), or nobody else confirmed this login (R35)")
    @APIResponse(responseCode = "422", description = "The source is unknown, not bound to secrecy, has no case of the person, or is the recipient; the language "
            + "is no language tag, or there is no notice in it; or a member is missing or not of its form. violations name the member")
    public Response release(UUID consentRecordId, @Valid @NotNull SecrecyReleaseRequest request) {
        Released released = releases.release(Login.of(identity), consentRecordId, request);
        return Response.status(released.isNew() ? Response.Status.CREATED : Response.Status.OK).entity(released.view())
                .build();
    }

    @POST
    @Path("/{sourceAgencyId}/withdrawal")
    @Operation(operationId = "withdrawSecrecyRelease", summary = "Take a release back; the consent itself goes on")
    @APIResponseSchema(value = Withdrawal.class, responseCode = "200", responseDescription = "Taken back and enforced: no read that begins at or after enforcedAt sees what the source contributed (G1)")
    @APIResponse(responseCode = "202", description = "Taken back; Location says where to ask for the enforcement")
    @APIResponse(responseCode = "404", description = "This person has no such record")
    @APIResponse(responseCode = "409", description = "There is no release to withdraw")
    @APIResponse(responseCode = "422", description = "The source's id is longer than the id of an agency can be")
    public Response withdraw(UUID consentRecordId, @Size(max = 63) String sourceAgencyId) {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            Withdrawn withdrawn = releases.withdraw(Login.of(identity), consentRecordId, sourceAgencyId, receipt);
            // After the transaction: it waits on a virtual thread and holds no connection.
            Enforcement state = withdrawn.isNew()
                    ? enforcement.await(receipt, withdrawn.revision())
                    : enforcement.findOrAwait(receipt, withdrawn.revision());
            return state.answer(new Withdrawal(consentRecordId, sourceAgencyId, state.revision(), state.enforcement(),
                    state.enforcedAt()));
        }
    }

    /**
     * A release that was taken back.
     *
     * @param enforcedAt when the registry began to heed it; null while pending
     */
    record Withdrawal(UUID consentRecordId, String sourceAgencyId, long consentRevision, Enforcement.State enforcement,
            @Nullable Instant enforcedAt) {}
}
