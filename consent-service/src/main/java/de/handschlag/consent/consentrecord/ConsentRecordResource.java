package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.consentrecord.ConsentRecordService.Decided;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.enforcement.Enforcement;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.login.Roles;

@Path("/v1/me/consent-records")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class ConsentRecordResource {

    private final ConsentRecordService consentRecords;
    private final EnforcementService enforcement;
    private final SecurityIdentity identity;

    ConsentRecordResource(ConsentRecordService consentRecords, EnforcementService enforcement,
            SecurityIdentity identity) {
        this.consentRecords = consentRecords;
        this.enforcement = enforcement;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listConsentRecords", summary = "What this person was asked and how they decided, newest first")
    @APIResponseSchema(value = ConsentRecordView.Page.class, responseCode = "200", responseDescription = "One page")
    public ConsentRecordView.Page list(
            @Parameter(description = "ConsentRequested, ConsentGiven, ConsentRefused, ConsentWithdrawn, "
                    + "ConsentExpired or ConsentInvalidated") @RestQuery @Nullable String status,
            @RestQuery @Nullable @Size(max = 200) String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        return consentRecords.list(Login.of(identity, actingFor),
                status == null ? null : ConsentStatus.fromString(status), cursor == null ? null : Cursor.decode(cursor),
                limit);
    }

    @GET
    @Path("/{consentRecordId}")
    @Operation(operationId = "getConsentRecord", summary = "One record with the notice to read before deciding (R6)")
    @APIResponseSchema(value = ConsentRecordView.class, responseCode = "200", responseDescription = "The record")
    @APIResponse(responseCode = "404", description = "This person has no such record")
    @APIResponse(responseCode = "422", description = "What names the language is no language tag")
    public ConsentRecordView get(UUID consentRecordId,
            @Parameter(description = "Language tag such as en-US, en_US or fa-AF; otherwise Accept-Language. notice.language "
                    + "says what is shown, missingLanguage what was wanted if there is no notice in it (R31)") @RestQuery @Nullable @Size(max = 35) String language,
            @Parameter(description = "true to read what would be approved after a refusal, where canStillBeApproved says that it can "
                    + "be: the notice is that of now, instead of the one that was refused") @RestQuery @DefaultValue("false") boolean afterAll,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor,
            @Context HttpHeaders headers) {
        return consentRecords.show(Login.of(identity, actingFor), consentRecordId, AskedLanguages.of(language, headers),
                afterAll);
    }

    @POST
    @Path("/{consentRecordId}/approval")
    @Operation(operationId = "approve", summary = "Give the consent, for the attributes that are named; also after a refusal, where canStillBeApproved says so")
    @APIResponseSchema(value = ConsentRecordView.class, responseCode = "200", responseDescription = "Given; replaces says what falls away with an earlier consent for the same agency and purpose")
    @APIResponse(responseCode = "202", description = "Given, in the place of an earlier one; Location says where to ask for the enforcement of its end")
    @APIResponse(responseCode = "409", description = "Decided already, or the notice reads differently by now (R7)")
    @APIResponse(responseCode = "422", description = "Not asked for, or the explicit step is missing (R5)")
    public Response approve(UUID consentRecordId, @Valid @NotNull DecisionRequest.Approval approval,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            Decided decided = consentRecords.approve(Login.of(identity, actingFor), consentRecordId, approval, receipt);
            Replacement replaces = decided.view().replaces();
            if (replaces == null) {
                return answer(decided);
            }
            // What falls away is an end, and acknowledged like others (R42).
            Enforcement state = await(receipt, decided);
            return state.answer(decided.view().replacing(replaces.enforced(state)));
        }
    }

    @POST
    // Said, so that a request without a body need not state the type of one (R2).
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{consentRecordId}/refusal")
    @Operation(operationId = "refuse", summary = "Refuse; a body is not needed")
    @APIResponseSchema(value = ConsentRecordView.class, responseCode = "200", responseDescription = "Refused")
    @APIResponse(responseCode = "409", description = "Decided otherwise already")
    public Response refuse(UUID consentRecordId,
            @RequestBody(required = false) @Valid DecisionRequest.@Nullable Refusal refusal,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        return answer(consentRecords.refuse(Login.of(identity, actingFor), consentRecordId, refusal));
    }

    @POST
    @Path("/{consentRecordId}/withdrawal")
    @Operation(operationId = "withdraw", summary = "Withdraw the grant (Art. 7(3) GDPR)")
    @APIResponseSchema(value = Withdrawal.class, responseCode = "200", responseDescription = "Withdrawn and enforced: no read that begins at or after enforcedAt sees the data (G1)")
    @APIResponse(responseCode = "202", description = "Withdrawn; Location says where to ask for the enforcement")
    @APIResponse(responseCode = "409", description = "There is no grant to withdraw, or a later one, which replacedBy names, took its place")
    public Response withdraw(UUID consentRecordId,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            return ended(receipt, consentRecords.withdraw(Login.of(identity, actingFor), consentRecordId, receipt));
        }
    }

    @POST
    @Path("/{consentRecordId}/confirmation")
    @Operation(operationId = "confirmRecordedApproval", summary = "Say that this consent, which an office recorded, was given: it lasts as was agreed")
    @APIResponseSchema(value = ConsentRecordView.class, responseCode = "200", responseDescription = "Confirmed, now or before")
    @APIResponse(responseCode = "409", description = "No office recorded it, or it was answered or is over")
    public Response confirm(UUID consentRecordId,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        return answer(consentRecords.confirm(Login.of(identity, actingFor), consentRecordId));
    }

    @POST
    @Path("/{consentRecordId}/contestation")
    @Operation(operationId = "contestRecordedApproval", summary = "Say that this consent, which an office recorded, was never given: it ends as by a withdrawal")
    @APIResponseSchema(value = Withdrawal.class, responseCode = "200", responseDescription = "Ended and enforced: no read that begins at or after enforcedAt sees the data (G1)")
    @APIResponse(responseCode = "202", description = "Ended; Location says where to ask for the enforcement")
    @APIResponse(responseCode = "409", description = "No office recorded it, or it was answered or is over")
    public Response contest(UUID consentRecordId,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            return ended(receipt, consentRecords.contest(Login.of(identity, actingFor), consentRecordId, receipt));
        }
    }

    private Response ended(EnforcementWaiter receipt, Decided decided) {
        Enforcement state = await(receipt, decided);
        return state.answer(new Withdrawal(decided.view().consentRecordId(), decided.view().status(), state.revision(),
                state.enforcement(), state.enforcedAt()));
    }

    /** To be called when the transaction is over: it waits on a virtual thread and holds no connection. */
    private Enforcement await(EnforcementWaiter receipt, Decided decided) {
        return decided.isNew()
                ? enforcement.await(receipt, decided.revision())
                : enforcement.findOrAwait(receipt, decided.revision());
    }

    private static Response answer(Decided decided) {
        return Response.ok(decided.view()).build();
    }

    /** @param enforcedAt when the registry began to heed it; null while pending */
    record Withdrawal(UUID consentRecordId, ConsentStatus status, long consentRevision, Enforcement.State enforcement,
            @Nullable Instant enforcedAt) {}
}
