package de.handschlag.registry.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Greets whoever comes, says what this is, and leads to the login. */
@Path("/app/start")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class StartPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance start();
    }

    @GET
    public TemplateInstance show() {
        return Templates.start();
    }
}
