package de.handschlag.registry.correction;

import java.util.Locale;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.registry.correction.CorrectionRequest.State;
import de.handschlag.registry.correction.CorrectionRequestView.CorrectionRequests;
import de.handschlag.registry.requester.AgencyRequester;

/** What persons say is wrong of what an agency contributed, and the agency's answer. */
@Path("/v1/correction-requests")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class CorrectionRequestResource {

    private final CorrectionService service;
    private final AgencyRequester requester;
    private final SecurityIdentity identity;

    CorrectionRequestResource(CorrectionService service, AgencyRequester requester, SecurityIdentity identity) {
        this.service = service;
        this.requester = requester;
        this.identity = identity;
    }

    /**
     * What the agency did.
     *
     * @param reason why the value stays; for {@code KEPT} only
     */
    public record CorrectionAnswer(@NotNull CorrectionOutcome outcome, @Nullable KeptReason reason) {}

    @GET
    @RolesAllowed({Roles.AGENCY_SYSTEM, Roles.DPO})
    @Operation(operationId = "listCorrectionRequests", summary = "Which values of this agency persons say are wrong; for the data-protection officer those of all agencies", description = """
            Without what the persons wrote, which is read with one request by itself. Only the agency that contributed a value is told of it.""")
    @APIResponse(responseCode = "200", description = "A page, the oldest first")
    @APIResponse(responseCode = "422", description = "No such state, or no such place to go on from")
    public CorrectionRequests list(
            @QueryParam("state") @Nullable @Pattern(regexp = "open|overdue|answered") String state,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        return service.list(identity.hasRole(Roles.DPO) ? null : requester.agencyId(),
                state == null ? null : State.valueOf(state.toUpperCase(Locale.ROOT)), after, limit);
    }

    @GET
    @Path("/{correctionRequestId}")
    @RolesAllowed(Roles.AGENCY_SYSTEM)
    @Operation(operationId = "getCorrectionRequest", summary = "One request, with what the person wrote until it is answered")
    @APIResponse(responseCode = "200", description = "The request")
    @APIResponse(responseCode = "404", description = "This agency has no such request, the person took it back, or is erased")
    public CorrectionRequestView one(@PathParam("correctionRequestId") UUID correctionRequestId) {
        return service.one(correctionRequestId, requester.agencyId());
    }

    @POST
    @Path("/{correctionRequestId}/answer")
    @RolesAllowed(Roles.AGENCY_SYSTEM)
    @Operation(operationId = "answerCorrectionRequest", summary = "Say what became of the value; saying the same again changes nothing", description = """
            CORRECTED is taken once another value is contributed; DELETED deletes what this agency contributed, and whoever received it is
            told; KEPT says why. With the answer a restriction ends.""")
    @APIResponse(responseCode = "200", description = "Answered; the person reads it")
    @APIResponse(responseCode = "404", description = "This agency has no such request, the person took it back, or is erased")
    @APIResponse(responseCode = "409", description = "It has another answer already, or the value is still the one that the person says is wrong")
    @APIResponse(responseCode = "422", description = "The answer does not fit")
    public CorrectionRequestView answer(@PathParam("correctionRequestId") UUID correctionRequestId,
            @Valid @NotNull CorrectionAnswer answer,
            @Parameter(description = AgencyRequester.EMPLOYEE_REFERENCE_DESCRIPTION) @HeaderParam(AgencyRequester.EMPLOYEE_REFERENCE) @Nullable @Pattern(regexp = AgencyRequester.EMPLOYEE_REFERENCE_FORM, message = AgencyRequester.EMPLOYEE_REFERENCE_EXPECTED) String employeeReference) {
        requester.onBehalfOf(employeeReference);
        return service.answer(correctionRequestId, requester.agencyId(), requester.asRequester(), answer.outcome(),
                answer.reason());
    }
}
