package de.handschlag.audit.keeping.retention;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;

/** How long what is kept, and what was erased and why. Nothing about persons, so it needs no stated purpose. */
@Path("/app/retention")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class RetentionPage {

    private static final int SHOWN = 50;

    private final RetentionService service;

    RetentionPage(RetentionService service) {
        this.service = service;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(RetentionPolicies policies, LogErasure.Page erasures,
                @Nullable String next);
    }

    @GET
    public TemplateInstance show(@QueryParam("cursor") @Nullable UUID cursor) {
        LogErasure.Page erasures = service.erasures(cursor, SHOWN);
        return Templates.show(service.policies(), erasures,
                erasures.nextCursor() == null ? null : "/app/retention?cursor=" + erasures.nextCursor());
    }
}
