package de.handschlag.consent.datasubject;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.DataSubjectService.Enrolment;
import de.handschlag.consent.datasubject.DataSubjectService.Person;
import de.handschlag.login.Roles;

@Path("/v1/me")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

    private final DataSubjectService dataSubjects;
    private final SecurityIdentity identity;

    MeResource(DataSubjectService dataSubjects, SecurityIdentity identity) {
        this.dataSubjects = dataSubjects;
        this.identity = identity;
    }

    @POST
    @Operation(operationId = "enrol", summary = "Enrol the person behind this login; idempotent")
    @APIResponseSchema(value = Person.class, responseCode = "200", responseDescription = "The login had a person before")
    @APIResponse(responseCode = "201", description = "Enrolled now")
    @APIResponse(responseCode = "409", description = "The login waits to become the login of a person who exists")
    public Response enrol() {
        Enrolment enrolment = dataSubjects.enrol(Login.of(identity));
        return answer(enrolment.isNew() ? 201 : 200, enrolment.person());
    }

    @GET
    @Operation(operationId = "getMe", summary = "The person behind this login, and which logins wait to be theirs")
    public Person me() {
        return dataSubjects.me(Login.of(identity));
    }

    private static Response answer(int status, Person person) {
        return Response.status(status).entity(person).build();
    }
}
