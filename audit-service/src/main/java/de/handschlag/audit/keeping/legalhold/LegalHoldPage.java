package de.handschlag.audit.keeping.legalhold;

import java.net.URI;
import java.util.List;
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

import io.quarkiverse.resteasy.problem.HttpProblem;
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

/** What must not be erased for now (R28). */
@Path("/app/holds")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class LegalHoldPage {

    private static final int CONFLICT = 409;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 1000;

    private final LegalHoldService service;
    private final QueryRequester requester;
    private final Directory directory;

    LegalHoldPage(LegalHoldService service, QueryRequester requester, Directory directory) {
        this.service = service;
        this.requester = requester;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<LegalHoldView> inForce, List<LegalHoldView> released, Typed typed,
                Errors errors, Names names);

        static native TemplateInstance hold(LegalHoldView hold, String typed, Errors errors, Names names);
    }

    /** What somebody filled in. */
    public record Typed(String dataSubjectId, String agencyId, String reason) {}

    @GET
    public TemplateInstance list() {
        return list(new Typed("", "", ""), new Errors());
    }

    private TemplateInstance list(Typed typed, Errors errors) {
        return Templates.list(service.holds(false), service.holds(true), typed, errors, directory.names());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response set(@RestForm @Nullable String dataSubjectId, @RestForm @Nullable String agencyId,
            @RestForm @SeveralLines @Nullable String reason) {
        OfficerMessages text = Page.current().messages(OfficerMessages.class);
        Typed typed = new Typed(trimmed(dataSubjectId), trimmed(agencyId), trimmed(reason));
        Errors errors = new Errors();
        UUID person = uuid(typed.dataSubjectId());
        if (typed.dataSubjectId().isEmpty() == typed.agencyId().isEmpty()) {
            errors.add("dataSubjectId", text.holdPersonOrOffice());
        } else if (!typed.dataSubjectId().isEmpty() && person == null) {
            errors.add("dataSubjectId", text.personWrong());
        } else if (!typed.agencyId().isEmpty() && !typed.agencyId().matches("[a-z0-9][a-z0-9-]{0,62}")) {
            errors.add("agencyId", text.officeWrong());
        }
        check(typed.reason(), errors, text);
        if (errors.isEmpty()) {
            try {
                service.set(
                        new NewLegalHold(person, typed.agencyId().isEmpty() ? null : typed.agencyId(), typed.reason()),
                        requester.current());
                return Response.seeOther(URI.create("/app/holds")).build();
            } catch (HttpProblem e) {
                if (e.getStatusCode() != CONFLICT) {
                    throw e;
                }
                errors.add(typed.agencyId().isEmpty() ? "dataSubjectId" : "agencyId", text.holdRefused());
            }
        }
        return Response.status(422).entity(list(typed, errors)).build();
    }

    @GET
    @Path("/{id}")
    public TemplateInstance hold(@PathParam("id") UUID id) {
        return Templates.hold(service.hold(id), "", new Errors(), directory.names());
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response release(@PathParam("id") UUID id, @RestForm @SeveralLines @Nullable String reason) {
        String typed = trimmed(reason);
        Errors errors = new Errors();
        check(typed, errors, Page.current().messages(OfficerMessages.class));
        if (!errors.isEmpty()) {
            return Response.status(422).entity(Templates.hold(service.hold(id), typed, errors, directory.names()))
                    .build();
        }
        service.release(id, typed, requester.current());
        return Response.seeOther(URI.create("/app/holds/" + id)).build();
    }

    private static void check(String reason, Errors errors, OfficerMessages text) {
        if (reason.length() < SHORTEST || reason.length() > LONGEST
                || reason.codePoints().filter(Character::isLetter).count() < 3) {
            errors.add("reason", text.reasonWrong(SHORTEST, LONGEST));
        }
    }

    private static @Nullable UUID uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String trimmed(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }
}
