package de.handschlag.registry.emergency;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.EmergencyAccessReviewed.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.entitlement.Entitlements;
import de.handschlag.registry.entitlement.Entitlements.Try;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/** Emergency access: opened by an employee, reviewed by another, in the data-protection officer's inbox (R21). */
@Path("/v1/emergency-accesses")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class EmergencyAccessResource {

    /** What the log may be read for, and so what its officer may look at persons for (R29). */
    private static final String QUERY_PURPOSE = "complaint|routine-control|incident|supervisory-authority";
    private static final int CREATED = 201;

    private final EmergencyAccessService accesses;
    private final AgencyRequester requester;
    private final SecurityIdentity identity;
    private final Entitlements entitlements;

    EmergencyAccessResource(EmergencyAccessService accesses, AgencyRequester requester, SecurityIdentity identity,
            Entitlements entitlements) {
        this.entitlements = entitlements;
        this.accesses = accesses;
        this.requester = requester;
        this.identity = identity;
    }

    /** An access that is open now. */
    public record Opened(UUID emergencyAccessId, Instant expiresAt, Instant reviewDueAt) {}

    /** A second person's finding. */
    public record Review(@NotNull Outcome outcome,
            @NotNull @SeveralLines @Size(min = 1, max = 1000) @Letters(2) String comment) {}

    /** A finding that is recorded. */
    public record Reviewed(UUID emergencyAccessId, Outcome outcome, Instant reviewedAt) {}

    @POST
    @Authenticated // Who has no role that reads is refused below, where the log is told of it (R25).
    @ResponseStatus(CREATED)
    @Operation(operationId = "openEmergencyAccess", summary = "Open an emergency access to one case for the employee who asks", description = """
            Reads name it in the header Emergency-Access. A system says in Employee-Reference for whom it asks. A second
            person has to review it afterwards, and the person sees it.""")
    @APIResponseSchema(value = Opened.class, responseCode = "201", responseDescription = "Open until expiresAt")
    @APIResponse(responseCode = "403", description = "The client is not entitled to the purpose, or agencies of this type have no emergency access; the log knows of the try")
    @APIResponse(responseCode = "404", description = "The agency has no such case; the log knows of the try")
    @APIResponse(responseCode = "422", description = "No emergency purpose, unknown basis, no reason, no employee")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, so it is not open")
    public Opened open(@Valid @NotNull NewEmergencyAccess wanted,
            @Parameter(description = AgencyRequester.EMPLOYEE_REFERENCE_DESCRIPTION) @HeaderParam(AgencyRequester.EMPLOYEE_REFERENCE) @Nullable @Pattern(regexp = AgencyRequester.EMPLOYEE_REFERENCE_FORM, message = AgencyRequester.EMPLOYEE_REFERENCE_EXPECTED) String employeeReference) {
        requester.onBehalfOf(employeeReference);
        accesses.requireOpenable(wanted);
        entitlements
                .require(new Try(List.of(wanted.caseReference()), wanted.purpose(), wanted.attributes(), false, null));
        EmergencyAccessOpened opened = accesses.open(requester.asRequester(), requester.agencyId(), wanted);
        return new Opened(opened.emergencyAccessId(), opened.expiresAt(), opened.reviewDueAt());
    }

    @POST
    @Path("/{id}/review")
    @RolesAllowed({Roles.DPO, Roles.CASEWORKER})
    @Operation(operationId = "reviewEmergencyAccess", summary = "Review an emergency access, as a second person")
    @APIResponse(responseCode = "200", description = "Recorded; it is final")
    @APIResponse(responseCode = "403", description = "Whoever opened it does not review it")
    @APIResponse(responseCode = "404", description = "No such access, or one of another agency")
    @APIResponse(responseCode = "409", description = "It is reviewed already")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, so it is not reviewed")
    public Reviewed review(@PathParam("id") UUID id, @Valid @NotNull Review review) {
        Requester reviewer = requester.asLogin();
        String login = reviewer.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        EmergencyAccessReviewed reviewed = accesses.review(id, reviewer, login,
                identity.hasRole(Roles.DPO) ? null : requester.agencyId(), review.outcome(), review.comment());
        return new Reviewed(reviewed.emergencyAccessId(), reviewed.outcome(), reviewed.reviewedAt());
    }

    @GET
    @RolesAllowed(Roles.DPO)
    @Operation(operationId = "listEmergencyAccesses", summary = "Emergency accesses with their reasons: open and overdue ones the oldest first, reviewed ones the latest", description = "queryPurpose is compulsory, as for questions to the log, and stands in the log with your login.")
    @APIResponse(responseCode = "200", description = "As many as asked for, and how many there are")
    @APIResponse(responseCode = "422", description = "state is none of open, overdue and reviewed, or there is no purpose")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, so it is not shown")
    public EmergencyAccesses list(@QueryParam("state") @NotNull @Pattern(regexp = "open|overdue|reviewed") String state,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("queryPurpose") @NotNull @Pattern(regexp = QUERY_PURPOSE) String queryPurpose) {
        return accesses.inbox(EmergencyAccessService.State.valueOf(state.toUpperCase(Locale.ROOT)), limit,
                requester.asLogin(), queryPurpose);
    }
}
