package de.handschlag.consent.caselink;

import java.time.LocalDate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.onetimecode.IssuedCode;
import de.handschlag.event.Guardianship;
import de.handschlag.event.Guardianship.Kind;
import de.handschlag.event.Guardianship.Proof;
import de.handschlag.login.Roles;

/** Codes for guardians (R11). An employee saw what shows it, so that an agency's system makes none. */
@Path("/v1/cases/{caseReference}/guardian-codes")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Tag(name = "cases")
@Produces(MediaType.APPLICATION_JSON)
class GuardianCodeResource {

    private final CaseLinkService caseLinks;
    private final SecurityIdentity identity;

    GuardianCodeResource(CaseLinkService caseLinks, SecurityIdentity identity) {
        this.caseLinks = caseLinks;
        this.identity = identity;
    }

    @POST
    @Operation(operationId = "createGuardianCode", summary = "A code by which a guardian can bind a login that acts for the person of this case (R11)")
    @APIResponseSchema(value = IssuedCode.class, responseCode = "201", responseDescription = "To be handed to the guardian; each guardian gets one")
    @APIResponse(responseCode = "404", description = "This agency has no such case")
    @APIResponse(responseCode = "409", description = "Another birth date was stated for this person before")
    @APIResponse(responseCode = "422", description = "The birth date is missing, or the person decides without a guardian at that age")
    @APIResponse(responseCode = "429", description = "Too many birth dates that differ")
    public Response create(
            @Pattern(regexp = CaseReference.PATTERN, message = CaseReference.EXPECTED) String caseReference,
            @Valid @NotNull NewGuardianCode wanted) {
        return Response.status(201).entity(caseLinks.issueGuardianCode(AgencyClient.of(identity), caseReference,
                new Guardianship(wanted.kind(), wanted.proof()), wanted.birthDate())).build();
    }

    /**
     * @param kind      what the guardian is to the person
     * @param proof     what the employee was shown
     * @param birthDate of the person; null for a legal guardian of an adult, whom it does not depend on
     */
    record NewGuardianCode(@NotNull Kind kind, @NotNull Proof proof, @Nullable LocalDate birthDate) {}
}
