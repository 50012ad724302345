package de.handschlag.consent.page;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import de.handschlag.login.Roles;

/** Leads to what is needed seldom. */
@Path("/app/more")
@RolesAllowed(Roles.DATA_SUBJECT)
@Produces(MediaType.TEXT_HTML)
class MorePage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance more();
    }

    @GET
    public TemplateInstance show() {
        return Templates.more();
    }
}
