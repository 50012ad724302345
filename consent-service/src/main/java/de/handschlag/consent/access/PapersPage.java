package de.handschlag.consent.access;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;

/** What a person can take along: printed decisions, the report about themselves, and the proof that it is complete (Art. 15 GDPR). */
@Path("/app/papers")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
class PapersPage {

    private final OwnData ownData;
    private final PersonDoor door;

    PapersPage(OwnData ownData, PersonDoor door) {
        this.ownData = ownData;
        this.door = door;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show();
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show() {
        return door.open(_ -> Templates.show());
    }

    @GET
    @Path("/report")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public Response report() {
        return door.open(_ -> file("handschlag-report", () -> ownData.log().report()));
    }

    @GET
    @Path("/completeness")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public Response completeness() {
        return door.open(_ -> file("handschlag-completeness", () -> ownData.log().completeness()));
    }

    private Response file(String name, Supplier<String> content) {
        return Response.ok(ownData.paper(content), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "-" + LocalDate.now(ZoneOffset.UTC) + ".json\"")
                .build();
    }
}
