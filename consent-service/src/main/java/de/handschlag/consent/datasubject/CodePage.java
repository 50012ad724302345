package de.handschlag.consent.datasubject;

import java.net.URI;
import java.util.Objects;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.BindingCodeEntry.Outcome;
import de.handschlag.consent.onetimecode.OneTimeCodeService;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/** Where a login becomes somebody's (R35): with a code of an office, or without one for somebody whom no office has entered yet. */
@Path("/app/code")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CodePage {

    private static final URI HOME = URI.create("/app");
    private static final URI HERE = URI.create("/app/code");
    private static final int LONGEST = 64;

    private final LoginBindingService loginBindings;
    private final DataSubjectService dataSubjects;
    private final BindingCodeEntry codes;
    private final SecurityIdentity identity;

    CodePage(LoginBindingService loginBindings, DataSubjectService dataSubjects, BindingCodeEntry codes,
            SecurityIdentity identity) {
        this.loginBindings = loginBindings;
        this.dataSubjects = dataSubjects;
        this.codes = codes;
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        /**
         * @param login null if it is nobody's
         * @param bound whether it is somebody's
         * @param typed what stands in the field
         */
        static native TemplateInstance code(@Nullable LoginBindingView login, boolean bound, String typed,
                Errors errors);
    }

    @GET
    public TemplateInstance show() {
        return page("", new Errors());
    }

    /** @param form as it came: a field that is left empty is explained on the page, and is no malformed request */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(MultivaluedMap<String, String> form) {
        if (form.containsKey("begin")) {
            dataSubjects.enrol(Login.of(identity));
            return Response.seeOther(HOME).build();
        }
        String typed = Objects.requireNonNullElse(form.getFirst("code"), "");
        if (typed.isBlank()) {
            return again(422, typed, text().missing());
        }
        if (typed.length() > LONGEST) {
            return again(422, "", text().wrong());
        }
        try {
            Outcome outcome = codes.enter(Login.of(identity), typed).outcome();
            return Response.seeOther(outcome == Outcome.WAITS ? HERE : HOME).build();
        } catch (HttpProblem problem) {
            return again(problem.getStatusCode(), typed, whatToDo(problem));
        }
    }

    private static String whatToDo(HttpProblem problem) {
        if (is(problem, OneTimeCodeService.CODE_NOT_VALID)) {
            return text().wrong();
        }
        if (is(problem, OneTimeCodeService.CODE_ALREADY_USED)) {
            return text().used();
        }
        if (is(problem, BindingCodeEntry.CONFIRMS_NOTHING)) {
            return text().nothingNew();
        }
        if (is(problem, BindingCodeEntry.ALREADY_BOUND) || is(problem, BindingCodeEntry.WAITS)) {
            return text().anothers();
        }
        throw problem;
    }

    private static boolean is(HttpProblem problem, ProblemType type) {
        return type.uri().equals(problem.getType());
    }

    private Response again(int status, String typed, String whatToDo) {
        Errors errors = new Errors();
        errors.add("code", whatToDo);
        return Response.status(status).entity(page(typed, errors)).build();
    }

    private TemplateInstance page(String typed, Errors errors) {
        LoginBindingView login = loginBindings.find(Login.of(identity)).orElse(null);
        return Templates.code(login, login != null && login.status() == LoginBinding.Status.BOUND, typed, errors);
    }

    private static CodeMessages text() {
        return Page.current().messages(CodeMessages.class);
    }
}
