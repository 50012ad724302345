package de.handschlag.consent.enforcement;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;

@Path("/v1/me/enforcements")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class EnforcementResource {

    private final EnforcementService enforcement;
    private final DataSubjectService dataSubjects;
    private final SecurityIdentity identity;

    EnforcementResource(EnforcementService enforcement, DataSubjectService dataSubjects, SecurityIdentity identity) {
        this.enforcement = enforcement;
        this.dataSubjects = dataSubjects;
        this.identity = identity;
    }

    @GET
    @Path("/{revision}")
    @Operation(operationId = "getEnforcement", summary = "Whether reads heed a decision of this person yet")
    @APIResponseSchema(value = Enforcement.class, responseCode = "200", responseDescription = "How far it got")
    @APIResponse(responseCode = "404", description = "The person has not come to this revision")
    @APIResponse(responseCode = "503", description = "The database does not answer in time")
    public Enforcement get(long revision,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        Login login = Login.of(identity, actingFor);
        if (revision < 1 || revision > dataSubjects.consentRevision(login)) {
            throw ProblemType.NOT_FOUND.because("This person has no such revision.");
        }
        return enforcement.find(dataSubjects.require(login), revision);
    }
}
