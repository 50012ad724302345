package de.handschlag.registry.notification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.registry.notification.ReceivedGrants.Ending;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.requester.AgencyRequester;

/** Which consents end soon, so that the office can ask the person in time. */
@Path("/app/expiring")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ExpiringPage {

    private static final int SHOWN = 200;

    private final ReceivedGrants grants;
    private final AgencyRequester requester;
    private final Directory directory;
    private final InstantSource clock;

    ExpiringPage(ReceivedGrants grants, AgencyRequester requester, Directory directory, InstantSource clock) {
        this.grants = grants;
        this.requester = requester;
        this.directory = directory;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Ending> endings, Names names);
    }

    @GET
    public TemplateInstance list() {
        Instant now = clock.instant();
        return Templates.list(grants.ending(requester.agencyId(), requester.entitledPurposes(), now,
                now.plus(ReceivedGrants.SOON), SHOWN), directory.names());
    }
}
