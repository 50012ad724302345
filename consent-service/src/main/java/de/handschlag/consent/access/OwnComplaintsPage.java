package de.handschlag.consent.access;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.OwnLog.OwnComplaint;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;

/** What a person asked the data-protection officer, and the answers. */
@Path("/app/complaints")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class OwnComplaintsPage {

    private final OwnData ownData;
    private final PersonDoor door;

    OwnComplaintsPage(OwnData ownData, PersonDoor door) {
        this.ownData = ownData;
        this.door = door;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<OwnComplaint> complaints, boolean known);
    }

    @GET
    public Response list() {
        return door.open(_ -> {
            Optional<List<OwnComplaint>> complaints = ownData.complaints();
            return Templates.list(complaints.orElse(List.of()), complaints.isPresent());
        });
    }
}
