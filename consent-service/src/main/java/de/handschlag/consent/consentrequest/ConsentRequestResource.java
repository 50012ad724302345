package de.handschlag.consent.consentrequest;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.consentrecord.AskedConsents.Withdrawn;
import de.handschlag.consent.consentrequest.ConsentRequestService.Requested;
import de.handschlag.consent.datasubject.RevisionTokenIssuer;
import de.handschlag.consent.enforcement.Enforcement;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.login.Roles;
import de.handschlag.sealing.RevisionTokens;

@Path("/v1/consent-requests")
@RolesAllowed({Roles.AGENCY_SYSTEM, Roles.CASEWORKER})
@RunOnVirtualThread
@Tag(name = "consent-requests")
@Produces(MediaType.APPLICATION_JSON)
class ConsentRequestResource {

    private final ConsentRequestService consentRequests;
    private final RevisionTokenIssuer revisions;
    private final EnforcementService enforcement;
    private final SecurityIdentity identity;

    ConsentRequestResource(ConsentRequestService consentRequests, RevisionTokenIssuer revisions,
            EnforcementService enforcement, SecurityIdentity identity) {
        this.consentRequests = consentRequests;
        this.revisions = revisions;
        this.enforcement = enforcement;
        this.identity = identity;
    }

    @POST
    @Operation(operationId = "requestConsent", summary = "Ask the person of a case for a consent; what they have before them or said no to is not put to them again, and the answer is the same (R2)")
    @APIResponseSchema(value = ConsentRequestView.class, responseCode = "201", responseDescription = "Asked")
    @APIResponse(responseCode = "403", description = "The client is not entitled to the purpose (R18)")
    @APIResponse(responseCode = "404", description = "This agency has no such case")
    @APIResponse(responseCode = "409", description = "The purpose rests on a statute, which is named (R3)")
    @APIResponse(responseCode = "422", description = "Unknown or not shareable attributes, too many months (R1, R5)")
    public Response create(@Valid @NotNull NewConsentRequest request) {
        AgencyClient client = AgencyClient.of(identity);
        Requested requested = consentRequests.request(client, request);
        return Response.created(URI.create("/v1/consent-requests/" + requested.view().consentRequestId()))
                .entity(requested.view()).header(RevisionTokens.HEADER,
                        revisions.token(client.agencyId(), request.caseReference(), requested.state()))
                .build();
    }

    @GET
    @Operation(operationId = "listConsentRequests", summary = "What this agency asked, newest first; nothing in it tells what a person did (R10)")
    @APIResponseSchema(value = ConsentRequestList.class, responseCode = "200", responseDescription = "One page; state is asked, withdrawn if the agency took the request back, or closed once the time in which the person can answer is over")
    public ConsentRequestList list(@RestQuery @Nullable @Size(max = 200) String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
        return consentRequests.list(AgencyClient.of(identity), cursor == null ? null : Cursor.decode(cursor), limit);
    }

    @GET
    @Path("/{consentRequestId}")
    @Operation(operationId = "getConsentRequest", summary = "Whether there is a permission (R10)")
    @APIResponseSchema(value = ConsentRequestView.class, responseCode = "200", responseDescription = "The request")
    @APIResponse(responseCode = "404", description = "This agency made no such request")
    public ConsentRequestView get(UUID consentRequestId) {
        return consentRequests.show(AgencyClient.of(identity), consentRequestId);
    }

    @DELETE
    @Path("/{consentRequestId}")
    @Operation(operationId = "takeBackConsentRequest", summary = "Take a request back: it waits for the person no longer; a permission stays as it is")
    @APIResponse(responseCode = "204", description = "Taken back, now or before, whatever the person did (R10)")
    @APIResponse(responseCode = "404", description = "This agency made no such request")
    public Response takeBack(UUID consentRequestId) {
        consentRequests.takeBack(AgencyClient.of(identity), consentRequestId);
        return Response.noContent().build();
    }

    @POST
    @Path("/{consentRequestId}/withdrawal")
    @RolesAllowed(Roles.CASEWORKER)
    @Operation(operationId = "recordWithdrawal", summary = "Record that the person withdrew without a login, on paper or by word of mouth (Art. 7(3) GDPR); by an employee only")
    @APIResponseSchema(value = ConsentRequestWithdrawal.class, responseCode = "200", responseDescription = "Withdrawn and enforced; also if it was recorded before: it stays as it was recorded first")
    @APIResponse(responseCode = "202", description = "Withdrawn; Location says where to ask for the enforcement")
    @APIResponse(responseCode = "404", description = "This agency made no such request")
    @APIResponse(responseCode = "409", description = "There is no permission by this request, whatever the person did (R10)")
    @APIResponse(responseCode = "422", description = "It was by word of mouth, and nobody says why (R8)")
    public Response withdraw(UUID consentRequestId, @Valid @NotNull RecordedWithdrawalRequest withdrawal) {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            Withdrawn withdrawn = consentRequests.withdraw(AgencyClient.of(identity), consentRequestId, withdrawal,
                    receipt);
            // The transaction is over: what follows waits on a virtual thread and holds no connection.
            Enforcement state = withdrawn.isNew()
                    ? enforcement.await(receipt, withdrawn.revision())
                    : enforcement.findOrAwait(receipt, withdrawn.revision());
            return state.answer(ConsentRequestWithdrawal.of(consentRequestId, withdrawn, state),
                    "/v1/consent-requests/" + consentRequestId + "/withdrawal");
        }
    }

    @GET
    @Path("/{consentRequestId}/withdrawal")
    @Operation(operationId = "getRecordedWithdrawal", summary = "Whether reads heed a withdrawal that this agency recorded yet")
    @APIResponseSchema(value = ConsentRequestWithdrawal.class, responseCode = "200", responseDescription = "How far it got")
    @APIResponse(responseCode = "404", description = "This agency made no such request, or recorded no withdrawal of it")
    public ConsentRequestWithdrawal withdrawal(UUID consentRequestId) {
        Withdrawn withdrawn = consentRequests.withdrawn(AgencyClient.of(identity), consentRequestId);
        return ConsentRequestWithdrawal.of(consentRequestId, withdrawn,
                enforcement.find(withdrawn.dataSubjectId(), withdrawn.revision()));
    }
}
