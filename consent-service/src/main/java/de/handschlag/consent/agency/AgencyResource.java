package de.handschlag.consent.agency;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyService.Registered;
import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;

@Path("/v1/agencies")
@Authenticated
@RunOnVirtualThread
@Tag(name = "agencies")
@Produces(MediaType.APPLICATION_JSON)
class AgencyResource {

    private final AgencyService agencies;

    AgencyResource(AgencyService agencies) {
        this.agencies = agencies;
    }

    @PUT
    @Path("/{agencyId}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "putAgency", summary = "Register an agency or describe it anew; idempotent")
    @APIResponseSchema(value = AgencyView.class, responseCode = "200", responseDescription = "Described anew")
    @APIResponse(responseCode = "201", description = "Registered")
    public Response put(@Pattern(regexp = AgencyDescription.ID, message = AgencyDescription.AN_ID) String agencyId,
            @Valid @NotNull AgencyDescription description) {
        Registered put = agencies.put(agencyId, description);
        return put.isNew()
                ? Response.created(URI.create("/v1/agencies/" + agencyId)).entity(put.agency()).build()
                : Response.ok(put.agency()).build();
    }

    @GET
    @Operation(operationId = "listAgencies", summary = "All agencies, by id")
    public List<AgencyView> list() {
        return agencies.all();
    }

    @GET
    @Path("/{agencyId}")
    @Operation(operationId = "getAgency", summary = "One agency")
    public AgencyView get(@Pattern(regexp = AgencyDescription.ID, message = AgencyDescription.AN_ID) String agencyId) {
        return agencies.find(agencyId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No agency is registered under this id."));
    }
}
