package de.handschlag.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Says that a login has ended by time, that nothing is lost, and leads back to where the person was. */
@Path(SessionEnd.ENDED)
@PermitAll
@Produces(MediaType.TEXT_HTML)
class EndedPage {

    @CheckedTemplate(basePath = "")
    static class Templates {

        private Templates() {}

        static native TemplateInstance ended(String address);
    }

    @GET
    public TemplateInstance show(@RestQuery @Nullable String to) {
        return Templates.ended(SessionEnd.pageOf(to));
    }
}
