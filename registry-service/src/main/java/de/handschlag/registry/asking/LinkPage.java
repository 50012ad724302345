package de.handschlag.registry.asking;

import java.net.URI;

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

import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.registry.asking.ConsentServiceOfOffices.NewCase;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.registry.office.SentForms;

/** Links a case of the office: to the person who hands over a code, or to somebody who is new here (R17). */
@Path("/app/link")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class LinkPage {

    private static final int LONGEST_CODE = 64;

    private final OfficeRequests requests;
    private final SentForms forms;

    LinkPage(OfficeRequests requests, SentForms forms) {
        this.requests = requests;
        this.forms = forms;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance link(String caseReference, boolean isNew, String number, Errors errors);
    }

    @GET
    public TemplateInstance form() {
        return Templates.link("", false, SentForms.number(), new Errors());
    }

    /** What was typed stays, but for the code. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response link(@RestForm @Nullable String caseReference, @RestForm @Nullable String who,
            @RestForm @Nullable String code, @RestForm @Nullable String number) {
        String reference = caseReference == null ? "" : caseReference.strip();
        boolean isNew = "new".equals(who);
        String handed = code == null ? "" : code.strip();
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        if (!reference.matches(CaseReference.PATTERN)) {
            errors.add("caseReference", text.caseReferenceWrong());
        }
        if (!isNew && (handed.isEmpty() || handed.length() > LONGEST_CODE) || isNew && !handed.isEmpty()) {
            errors.add("code", isNew ? text.linkCodeSurplus() : text.linkCodeMissing());
        }
        if (errors.isEmpty()) {
            try {
                NewCase wanted = new NewCase(reference, isNew ? null : handed);
                return Response.seeOther(forms.once(number, wanted, () -> {
                    requests.link(wanted);
                    return URI.create("/app/cases/" + reference);
                })).build();
            } catch (HttpProblem problem) {
                switch (problem.getStatusCode()) {
                    case 409 -> errors.add("caseReference", text.linkTaken());
                    case 400 -> errors.add("code", text.linkCodeWrong());
                    default -> throw problem;
                }
            }
        }
        return Response.status(422).entity(Templates.link(reference, isNew, SentForms.number(), errors)).build();
    }
}
