package de.handschlag.consent.caselink;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.OpenToGuardians;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.onetimecode.IssuedCode;
import de.handschlag.login.Roles;

/** A code with which an office links a case; a guardian makes one for whom they act for (R11). */
@Path("/app/cases/code")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@OpenToGuardians
class CaseCodePage {

    private final CaseLinkService caseLinks;
    private final PersonDoor door;

    CaseCodePage(CaseLinkService caseLinks, PersonDoor door) {
        this.caseLinks = caseLinks;
        this.door = door;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance code(@Nullable IssuedCode code);
    }

    @GET
    public Response ask() {
        return door.openToGuardians(_ -> Templates.code(null));
    }

    /** The code is shown once, in this answer: nothing keeps it. Sent again, it is another code in its place. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make() {
        return door.openToGuardians(login -> Templates.code(caseLinks.issueLinkCode(login)));
    }
}
