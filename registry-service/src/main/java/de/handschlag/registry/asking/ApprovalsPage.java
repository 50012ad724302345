package de.handschlag.registry.asking;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.asking.ConsentServiceOfOffices.RecordedApproval;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;

/** Consents on paper or by word of mouth that a colleague recorded, and how a second employee confirms one (R6). */
@Path("/app/approvals")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ApprovalsPage {

    private static final URI CONFIRMED = URI.create("/app/approvals?done=confirmed");

    private final OfficeRequests requests;
    private final Directory directory;

    ApprovalsPage(OfficeRequests requests, Directory directory) {
        this.requests = requests;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<RecordedApproval> waiting, Names names, String done);

        static native TemplateInstance one(RecordedApproval approval, Names names);
    }

    @GET
    public TemplateInstance list(@QueryParam("done") @Nullable String done) {
        return shown(done == null ? "" : done);
    }

    private TemplateInstance shown(String done) {
        return Templates.list(requests.waitingApprovals(), directory.names(), done);
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") UUID id) {
        return Templates.one(requests.approval(id), directory.names());
    }

    /** Sent twice it is one confirmation: the consent-service sees to that. */
    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(@PathParam("id") UUID id, @RestForm @Nullable UUID recordedApprovalId) {
        if (recordedApprovalId == null) {
            throw ProblemType.MALFORMED_REQUEST.because("The page sends the id of what was recorded.");
        }
        try {
            requests.confirm(id, recordedApprovalId);
            return Response.seeOther(CONFIRMED).build();
        } catch (HttpProblem problem) {
            if (problem.getStatusCode() != 404 && problem.getStatusCode() != 409) {
                throw problem;
            }
            return Response.status(Response.Status.CONFLICT).entity(shown("stale")).build();
        }
    }
}
