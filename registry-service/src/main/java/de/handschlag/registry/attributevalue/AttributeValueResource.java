package de.handschlag.registry.attributevalue;

import java.time.LocalDate;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.registry.revision.RevisionHeader;
import de.handschlag.sealing.RevisionTokens;

/** An agency's own contributions to its own cases. */
@Path("/v1/cases/{caseReference}/attributes")
@RolesAllowed({Roles.AGENCY_SYSTEM, Roles.CASEWORKER})
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class AttributeValueResource {

    private final AttributeValueService values;
    private final AgencyRequester requester;

    AttributeValueResource(AttributeValueService values, AgencyRequester requester) {
        this.values = values;
        this.requester = requester;
    }

    /** A value of the attribute in the address. */
    public record ContributedValue(@NotBlank @Size(max = 2000) String value, @NotNull LocalDate asOf) {}

    /** Several values, taken all or none. */
    public record Contributions(@NotNull @Size(min = 1, max = 62) List<@NotNull @Valid Contribution> values) {}

    /** By attribute. */
    public record OwnContributions(List<OwnContribution> values) {}

    @PUT
    @Path("/{attribute}")
    @Operation(operationId = "contributeValue", summary = "Contribute the value of one attribute")
    public void put(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference,
            @PathParam("attribute") @Pattern(regexp = Contribution.ATTRIBUTE) String attribute,
            @Valid @NotNull ContributedValue value,
            @Parameter(description = RevisionHeader.DESCRIPTION) @HeaderParam(RevisionTokens.HEADER) @Nullable String consentRevision) {
        values.contribute(requester.agencyId(), caseReference,
                List.of(new Contribution(attribute, value.value(), value.asOf())), false, consentRevision);
    }

    @PUT
    @Operation(operationId = "contributeValues", summary = "Contribute values of several attributes, all or none")
    public void putAll(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference,
            @Valid @NotNull Contributions contributions,
            @Parameter(description = RevisionHeader.DESCRIPTION) @HeaderParam(RevisionTokens.HEADER) @Nullable String consentRevision) {
        values.contribute(requester.agencyId(), caseReference, contributions.values(), true, consentRevision);
    }

    @GET
    @Operation(operationId = "listOwnContributions", summary = "Of which attributes this agency contributed a value itself; the values are in its own system")
    public OwnContributions get(
            @PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference) {
        return new OwnContributions(values.contributions(requester.agencyId(), caseReference));
    }

    @DELETE
    @Path("/{attribute}")
    @Operation(operationId = "takeBackContribution", summary = "Take back what this agency contributed")
    public void delete(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference,
            @PathParam("attribute") @Pattern(regexp = Contribution.ATTRIBUTE) String attribute) {
        values.remove(requester.agencyId(), caseReference, attribute);
    }
}
