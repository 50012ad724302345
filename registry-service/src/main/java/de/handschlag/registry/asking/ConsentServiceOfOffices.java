package de.handschlag.registry.asking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import de.handschlag.event.Guardianship.Kind;
import de.handschlag.event.Guardianship.Proof;
import de.handschlag.page.OwnTokenHeaders;

/** The consent-service, as far as caseworkers' pages need it. */
@RegisterRestClient(configKey = "consent-service")
@RegisterClientHeaders(OwnTokenHeaders.class)
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface ConsentServiceOfOffices {

    /** What a person is to be asked. */
    record Wanted(String caseReference, String purpose, List<String> attributes, int months) {}

    /**
     * A request of the own office.
     *
     * @param state {@code asked}, {@code withdrawn} or {@code closed}; nothing that tells what the person decided (R10)
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Asked(UUID id, String caseReference, String purpose, List<String> attributes, int months,
            Instant requestedAt, String state) {}

    /** One request of the own office; whether there is a permission, the page of its case shows. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record One(UUID consentRequestId, String caseReference, String purpose, List<String> attributes, int months) {}

    /**
     * A withdrawal that an employee records.
     *
     * @param channel {@code PAPER} or {@code ORAL}
     * @param reason  needed if it was by word of mouth; null if there is none
     */
    record RecordedWithdrawal(String channel, @Nullable String reason) {}

    /** A notice, letter by letter. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record NoticeText(String hash, String language, boolean draft, String text) {}

    /** @param missingLanguage the language in which it was wanted; null unless there is none in it (R31) */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ToRead(NoticeText notice, @Nullable String missingLanguage) {}

    /** An approval that an employee records; members as the consent-service's. */
    record NewApproval(String channel, @Nullable String reason, List<String> attributes, int months, String language,
            String noticeHash, String signedBy, boolean interpreter) {}

    /** What an employee recorded, and another one confirms. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RecordedApproval(UUID recordedApprovalId, UUID consentRequestId, String caseReference, String purpose,
            String channel, @Nullable String reason, List<String> attributes, String signedBy, boolean interpreter,
            String language, Instant agreedUntil, Instant recordedAt, boolean confirmed, boolean recordedByYou) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record WaitingApprovals(List<RecordedApproval> recordedApprovals) {}

    /** @param recordedApprovalId what the employee saw */
    record Confirmation(UUID recordedApprovalId) {}

    /** @param nextCursor where the next page begins; null on the last one */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AskedPage(List<Asked> requests, @Nullable String nextCursor) {}

    /** A case of the own office. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OwnCase(String caseReference, Instant linkedAt) {}

    /** @param nextCursor where the next page begins; null on the last one */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OwnCases(List<OwnCase> cases, @Nullable String nextCursor) {}

    /** A code that is shown once. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Code(String code, Instant expiresAt) {}

    @POST
    @Path("/consent-requests")
    @Consumes(MediaType.APPLICATION_JSON)
    Response ask(Wanted wanted);

    /** The newest first. */
    @GET
    @Path("/consent-requests")
    AskedPage asked(@QueryParam("limit") int limit, @QueryParam("cursor") @Nullable String cursor);

    @GET
    @Path("/consent-requests/{id}")
    One one(@PathParam("id") UUID id);

    /** 200 if it is enforced, 202 if not yet. */
    @POST
    @Path("/consent-requests/{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    Response withdraw(@PathParam("id") UUID id, RecordedWithdrawal withdrawal);

    @GET
    @Path("/consent-requests/{id}/notice")
    ToRead toRead(@PathParam("id") UUID id, @QueryParam("language") String language);

    @POST
    @Path("/consent-requests/{id}/approval")
    @Consumes(MediaType.APPLICATION_JSON)
    Response approve(@PathParam("id") UUID id, NewApproval approval);

    @GET
    @Path("/consent-requests/{id}/approval")
    RecordedApproval approval(@PathParam("id") UUID id);

    @POST
    @Path("/consent-requests/{id}/approval/confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    Response confirm(@PathParam("id") UUID id, Confirmation confirmation);

    /** The oldest first, at most 100. */
    @GET
    @Path("/recorded-approvals")
    WaitingApprovals waitingApprovals();

    @DELETE
    @Path("/consent-requests/{id}")
    Response takeBack(@PathParam("id") UUID id);

    /** The newest first. */
    @GET
    @Path("/cases")
    OwnCases cases(@QueryParam("limit") int limit, @QueryParam("cursor") @Nullable String cursor);

    /** @param linkCode code of the person; null enrols a new person */
    record NewCase(String caseReference, @Nullable String linkCode) {}

    @POST
    @Path("/cases")
    @Consumes(MediaType.APPLICATION_JSON)
    Response link(NewCase newCase);

    @POST
    @Path("/cases/{caseReference}/binding-codes")
    Code bindingCode(@PathParam("caseReference") String caseReference);

    /**
     * For whom a guardian may bind a login, and what shows it.
     *
     * @param birthDate of the person; null for a legal guardian of an adult
     */
    record NewGuardian(Kind kind, Proof proof, @Nullable LocalDate birthDate) {}

    @POST
    @Path("/cases/{caseReference}/guardian-codes")
    @Consumes(MediaType.APPLICATION_JSON)
    Code guardianCode(@PathParam("caseReference") String caseReference, NewGuardian guardian);
}
