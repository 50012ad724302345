package de.handschlag.registry.asking;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.registry.asking.ConsentServiceOfOffices.Code;
import de.handschlag.registry.caselink.CaseReference;

/** A code for the person of a case, to be shown on the screen or printed: with it the person binds a login (R35). */
@Path("/app/cases/{caseReference}/code")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class BindingCodePage {

    private final OfficeRequests requests;

    BindingCodePage(OfficeRequests requests) {
        this.requests = requests;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance code(String caseReference, @Nullable Code code, boolean unknown);
    }

    @GET
    public TemplateInstance ask(
            @PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference) {
        return Templates.code(caseReference, null, false);
    }

    /** The code is shown once, in this answer: nothing keeps it. Sent again, it is another code in its place. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference) {
        try {
            return Response.ok(Templates.code(caseReference, requests.bindingCode(caseReference), false)).build();
        } catch (HttpProblem problem) {
            if (problem.getStatusCode() != Response.Status.NOT_FOUND.getStatusCode()) {
                throw problem;
            }
            return Response.status(422).entity(Templates.code(caseReference, null, true)).build();
        }
    }
}
