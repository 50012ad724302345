package de.handschlag.audit.asking.report;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.text.SeveralLines;

/** The answer to a person's request (Art. 15 GDPR) as a file. */
@Path("/app/reports")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ReportPage {

    private static final int NOT_FOUND = 404;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 500;

    private final ReportService service;
    private final QueryRequester requester;

    ReportPage(ReportService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance form(Typed typed, Errors errors);
    }

    /** What somebody filled in. */
    public record Typed(String dataSubjectId, boolean all, boolean named, String reason) {}

    @GET
    public TemplateInstance form() {
        return Templates.form(new Typed("", false, false, ""), new Errors());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public Response make(@RestForm @Nullable String dataSubjectId, @RestForm @Nullable String scope,
            @RestForm @Nullable String staff, @RestForm @SeveralLines @Nullable String reason) {
        OfficerMessages text = Page.current().messages(OfficerMessages.class);
        Typed typed = new Typed(trimmed(dataSubjectId), "all".equals(scope), "named".equals(staff), trimmed(reason));
        Errors errors = new Errors();
        UUID person = uuid(typed.dataSubjectId());
        if (person == null) {
            errors.add("dataSubjectId", text.personWrong());
        }
        if (typed.named() && (typed.reason().length() < SHORTEST || typed.reason().length() > LONGEST
                || typed.reason().codePoints().filter(Character::isLetter).count() < 3)) {
            errors.add("reason", text.reasonWrong(SHORTEST, LONGEST));
        }
        if (errors.isEmpty() && person != null) {
            try {
                PersonReport report = service.about(person, typed.all() ? "all" : "shown",
                        QueryPurpose.DATA_SUBJECT_REQUEST.key(), typed.named() ? typed.reason() : null,
                        requester.current());
                return Response.fromResponse(report.answer())
                        .header("Content-Disposition", "attachment; filename=\"report-" + person + ".json\"").build();
            } catch (HttpProblem e) {
                if (e.getStatusCode() != NOT_FOUND) {
                    throw e;
                }
                errors.add("dataSubjectId", text.personUnknown());
            }
        }
        return Response.status(422).entity(Templates.form(typed, errors)).type(MediaType.TEXT_HTML_TYPE).build();
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
