package de.handschlag.audit.asking.complaint;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.text.SeveralLines;

/** Complaints as files: what the person wrote, the entry, what explains it, and the answer. */
@Path("/app/complaints")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ComplaintPage {

    private static final int SHOWN = 100;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 4000;

    private final ComplaintService service;
    private final QueryRequester requester;
    private final Directory directory;

    ComplaintPage(ComplaintService service, QueryRequester requester, Directory directory) {
        this.service = service;
        this.requester = requester;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(ComplaintView.Complaints open, ComplaintView.Complaints answered);

        static native TemplateInstance file(ComplaintFile file, Names names, Errors errors, String typed);
    }

    @GET
    public TemplateInstance list() {
        return Templates.list(service.list(true, SHOWN), service.list(false, SHOWN));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance file(@PathParam("id") UUID id) {
        return Templates.file(service.file(id, requester.current()), directory.names(), new Errors(), "");
    }

    /** What a supervisory authority or the person's lawyer is handed. */
    @GET
    @Path("/{id}/file")
    @Produces(MediaType.APPLICATION_JSON)
    public Response download(@PathParam("id") UUID id) {
        return Response.ok(service.file(id, requester.current()), MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"complaint-" + id + ".json\"").build();
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(@PathParam("id") UUID id, @RestForm @SeveralLines @Nullable String text) {
        // Browsers send line breaks as two characters.
        String typed = text == null ? "" : text.replace("\r\n", "\n").strip();
        Errors errors = new Errors();
        if (typed.length() < SHORTEST || typed.codePoints().noneMatch(Character::isLetter)) {
            errors.add("text", Page.current().messages(OfficerMessages.class).answerMissing());
        } else if (typed.length() > LONGEST) {
            errors.add("text", Page.current().messages(OfficerMessages.class).answerTooLong(LONGEST));
        }
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.file(service.file(id, requester.current()), directory.names(), errors, typed))
                    .build();
        }
        service.answer(id, typed, requester.current());
        return Response.seeOther(URI.create("/app/complaints/" + id)).build();
    }
}
