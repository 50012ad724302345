package de.handschlag.consent.caselink;

import java.net.URI;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.datasubject.RevisionTokenIssuer;
import de.handschlag.consent.enforcement.Ending;
import de.handschlag.consent.enforcement.EndingState;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.onetimecode.IssuedCode;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.login.Roles;
import de.handschlag.sealing.RevisionTokens;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.text.AsTyped;

@Path("/v1/cases")
@RolesAllowed({Roles.AGENCY_SYSTEM, Roles.CASEWORKER})
@RunOnVirtualThread
@Tag(name = "cases")
@Produces(MediaType.APPLICATION_JSON)
class CaseResource {

    private final CaseLinkService caseLinks;
    private final EnforcementService enforcement;
    private final RevisionTokenIssuer revisions;
    private final SecurityIdentity identity;

    CaseResource(CaseLinkService caseLinks, EnforcementService enforcement, RevisionTokenIssuer revisions,
            SecurityIdentity identity) {
        this.caseLinks = caseLinks;
        this.enforcement = enforcement;
        this.revisions = revisions;
        this.identity = identity;
    }

    @POST
    @Operation(operationId = "createCase", summary = "Enrol a new person with this case, or link the case to the person who gave the link code")
    @APIResponseSchema(value = Case.class, responseCode = "201", responseDescription = "Linked")
    @APIResponse(responseCode = "409", description = "The case reference is taken, or this request was accepted before with this code")
    @APIResponse(responseCode = "422", description = "The code is unknown, used or expired")
    @APIResponse(responseCode = "429", description = "Too many wrong codes")
    public Response create(@Valid @NotNull NewCase newCase) {
        AgencyClient client = AgencyClient.of(identity);
        PersonRevision state = newCase.linkCode() == null
                ? caseLinks.enrol(client, newCase.caseReference())
                : caseLinks.linkByCode(client, newCase.caseReference(), newCase.linkCode());
        return Response.created(URI.create("/v1/cases/" + newCase.caseReference()))
                .entity(new Case(newCase.caseReference()))
                .header(RevisionTokens.HEADER, revisions.token(client.agencyId(), newCase.caseReference(), state))
                .build();
    }

    @GET
    @Operation(operationId = "listCases", summary = "This agency's own cases that stand for a person, newest first")
    @APIResponseSchema(value = CaseList.class, responseCode = "200", responseDescription = "One page of the links in force")
    public CaseList list(@RestQuery @Nullable @Size(max = 200) String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
        return caseLinks.list(AgencyClient.of(identity), cursor == null ? null : Cursor.decode(cursor), limit);
    }

    @DELETE
    @Path("/{caseReference}")
    @Operation(operationId = "unlinkCase", summary = "The case no longer stands for this person")
    @APIResponseSchema(value = EndingState.class, responseCode = "200", responseDescription = "Unlinked and enforced: no read by this reference that begins at or after enforcedAt discloses anything (R42)")
    @APIResponse(responseCode = "202", description = "Unlinked; Location says where to ask for the enforcement")
    @APIResponse(responseCode = "404", description = "This agency has no such case")
    public Response unlink(
            @Pattern(regexp = CaseReference.PATTERN, message = CaseReference.EXPECTED) String caseReference) {
        AgencyClient client = AgencyClient.of(identity);
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            Ending ending = caseLinks.unlink(client, caseReference, receipt);
            PersonRevision state = new PersonRevision(ending.dataSubjectId(), ending.consentRevision());
            // The transaction is over: what follows waits on a virtual thread and holds no connection.
            return enforcement.await(receipt, ending, client.agencyId())
                    .answer("/v1/case-unlinkings/" + ending.endingId())
                    .header(RevisionTokens.HEADER, revisions.token(client.agencyId(), caseReference, state)).build();
        }
    }

    @POST
    @Path("/{caseReference}/binding-codes")
    @Operation(operationId = "createBindingCode", summary = "A code by which the person can bind a login; if the person has one already, that one has to confirm it (R35)")
    @APIResponseSchema(value = IssuedCode.class, responseCode = "201", responseDescription = "To be handed to the person; it replaces an earlier one of this agency")
    @APIResponse(responseCode = "404", description = "This agency has no such case")
    public Response bindingCode(
            @Pattern(regexp = CaseReference.PATTERN, message = CaseReference.EXPECTED) String caseReference,
            @Parameter(description = "The agency's own id of the employee for whom its system asks (R25)") @RestHeader("Employee-Reference") @Nullable @Pattern(regexp = CaseReference.PATTERN, message = CaseReference.EXPECTED) String employee) {
        return Response.status(201)
                .entity(caseLinks.issueBindingCode(AgencyClient.of(identity), caseReference, employee)).build();
    }

    /** @param linkCode code of the person to link to; without it a new person is enrolled */
    record NewCase(
            @NotNull @Pattern(regexp = CaseReference.PATTERN, message = CaseReference.EXPECTED) String caseReference,
            @Nullable @AsTyped @Size(min = 1, max = 64) String linkCode) {}

    /** A case as its agency sees it: nothing about the person. */
    record Case(String caseReference) {}
}
