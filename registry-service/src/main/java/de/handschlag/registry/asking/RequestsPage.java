package de.handschlag.registry.asking;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import de.handschlag.registry.asking.ConsentServiceOfOffices.AskedPage;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.SentForms;

/** What the own office asked, in states that tell nothing of a decision (R10), and how it takes a request back. */
@Path("/app/requests")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class RequestsPage {

    private static final int SHOWN = 50;
    private static final URI TAKEN_BACK = URI.create("/app/requests?done=withdrawn");

    private final OfficeRequests requests;
    private final Directory directory;
    private final SentForms forms;

    RequestsPage(OfficeRequests requests, Directory directory, SentForms forms) {
        this.requests = requests;
        this.directory = directory;
        this.forms = forms;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(AskedPage asked, @Nullable String next, Names names, String done);
    }

    @GET
    public TemplateInstance list(@QueryParam("cursor") @Nullable @Size(max = 500) String cursor,
            @QueryParam("done") @Nullable String done) {
        return shown(cursor, done == null ? "" : done);
    }

    private TemplateInstance shown(@Nullable String cursor, String done) {
        AskedPage asked = requests.asked(SHOWN, cursor);
        return Templates.list(asked, asked.nextCursor() == null ? null : "?cursor=" + asked.nextCursor(),
                directory.names(), done);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response takeBack(@RestForm @Nullable UUID id) {
        if (id == null) {
            throw ProblemType.MALFORMED_REQUEST.because("The page sends the id of a request.");
        }
        try {
            return Response.seeOther(forms.once("withdrawal", id, () -> {
                requests.takeBack(id);
                return TAKEN_BACK;
            })).build();
        } catch (HttpProblem problem) {
            if (problem.getStatusCode() != 404 && problem.getStatusCode() != 409) {
                throw problem;
            }
            return Response.status(Response.Status.CONFLICT).entity(shown(null, "stale")).build();
        }
    }
}
