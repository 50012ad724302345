package de.handschlag.page;

import java.net.URI;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;

import io.quarkus.qute.TemplateInstance;

import de.handschlag.problem.ProblemType;

/** Every problem that a page can throw, and a form that is right. */
@Path("/app/sample")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class SamplePage {

    @POST
    public Response send() {
        return Response.seeOther(URI.create("/app/sample")).build();
    }

    @GET
    @Path("problem/{status}")
    public TemplateInstance problem(@RestPath int status) {
        throw switch (status) {
            case 403 -> ProblemType.FORBIDDEN.because("secret detail");
            case 409 -> ProblemType.CONFLICT.because("secret detail");
            case 429 -> ProblemType.TOO_MANY_REQUESTS.retryAfter(7, "secret detail");
            case 503 -> ProblemType.UNAVAILABLE.because("secret detail");
            default -> new IllegalStateException("secret detail");
        };
    }
}
