package de.handschlag.registry.notification;

import java.util.Locale;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.login.Roles;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.text.Letters;

/**
 * What agencies owe an answer to after a grant has ended, a value was corrected or a person erased, whether they received it by consent,
 * statute or emergency (R23, R24).
 */
@Path("/v1/obligations")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ObligationResource {

    private final ObligationService service;
    private final AgencyRequester requester;
    private final SecurityIdentity identity;

    ObligationResource(ObligationService service, AgencyRequester requester, SecurityIdentity identity) {
        this.service = service;
        this.requester = requester;
        this.identity = identity;
    }

    /**
     * What the agency did with its copy.
     *
     * @param norm the norm that obliges to keep it, for instance {@code § 84 SGB X}; for {@code KEPT_BY_NORM} only
     */
    public record Answer(@NotNull Outcome outcome, @Nullable @Size(min = 2, max = 200) @Letters(2) String norm) {}

    @GET
    @RolesAllowed({Roles.AGENCY_SYSTEM, Roles.DPO})
    @Operation(operationId = "listObligations", summary = "What this agency owes an answer to; for the data-protection officer that of all agencies", description = """
            With `releaseEnded` the grant goes on, and the obligation is only about what one source said that is no longer released from
            secrecy. `releasedSource` names it to the officer, and until the answer is given to clients of the purpose, while grant and
            case go on. To these it is absent as well if the source's name betrays a place: that is not the end of the grant.""")
    @APIResponse(responseCode = "200", description = "A page, the oldest first")
    @APIResponse(responseCode = "422", description = "No such state, or no such place to go on from")
    public Obligations list(@QueryParam("state") @Nullable @Pattern(regexp = "open|overdue|answered") String state,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        boolean ofAll = identity.hasRole(Roles.DPO);
        return service.list(ofAll ? null : requester.agencyId(), null, ofAll ? Set.of() : requester.entitledPurposes(),
                state == null ? null : Obligation.State.valueOf(state.toUpperCase(Locale.ROOT)), after, limit);
    }

    @POST
    @Path("/{obligationId}/answer")
    @RolesAllowed(Roles.AGENCY_SYSTEM)
    @Operation(operationId = "answerObligation", summary = "Say what was done with the data; saying the same again changes nothing")
    @APIResponse(responseCode = "200", description = "The answer is given and in the log")
    @APIResponse(responseCode = "404", description = "This agency has no such obligation")
    @APIResponse(responseCode = "409", description = "Another answer was given before")
    @APIResponse(responseCode = "422", description = "The answer does not fit")
    @APIResponse(responseCode = "503", description = "The log does not take the answer in time; send it again")
    public ObligationView answer(@PathParam("obligationId") UUID obligationId, @Valid @NotNull Answer answer,
            @Parameter(description = AgencyRequester.EMPLOYEE_REFERENCE_DESCRIPTION) @HeaderParam(AgencyRequester.EMPLOYEE_REFERENCE) @Nullable @Pattern(regexp = AgencyRequester.EMPLOYEE_REFERENCE_FORM, message = AgencyRequester.EMPLOYEE_REFERENCE_EXPECTED) String employeeReference) {
        requester.onBehalfOf(employeeReference);
        return service.answer(obligationId, requester.asRequester(), requester.agencyId(), answer.outcome(),
                answer.norm());
    }
}
