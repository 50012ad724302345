package de.handschlag.audit.page;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.health.LogHealth;
import de.handschlag.audit.asking.health.LogHealthService;
import de.handschlag.login.Roles;

/** How the log is, and how to check it oneself. */
@Path("/app/log")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class LogPage {

    private final LogHealthService health;

    LogPage(LogHealthService health) {
        this.health = health;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(LogHealth health);
    }

    @GET
    public TemplateInstance show() {
        return Templates.show(health.now());
    }
}
