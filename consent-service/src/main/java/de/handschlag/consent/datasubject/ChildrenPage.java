package de.handschlag.consent.datasubject;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.onetimecode.OneTimeCodeService;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;

/** For whom somebody acts as a guardian (R11): by an office's code, until they go back to themselves. Nobody here knows names. */
@Path("/app/children")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@OpenToGuardians
class ChildrenPage {

    private static final URI HERE = URI.create("/app/children");
    private static final URI CONSENTS = URI.create("/app/consents");
    private static final int LONGEST = 64;

    private final GuardianService guardians;
    private final GuardianCodeEntry codes;
    private final LoginBindingService loginBindings;
    private final AgencyService agencies;
    private final ActingChoice choice;
    private final SecurityIdentity identity;
    private final boolean secure;

    ChildrenPage(GuardianService guardians, GuardianCodeEntry codes, LoginBindingService loginBindings,
            AgencyService agencies, ActingChoice choice, SecurityIdentity identity,
            @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure) {
        this.guardians = guardians;
        this.codes = codes;
        this.loginBindings = loginBindings;
        this.agencies = agencies;
        this.choice = choice;
        this.identity = identity;
        this.secure = secure;
    }

    /**
     * Somebody for whom the login acts.
     *
     * @param kind        what the login's owner is to them, in words
     * @param offices     whose codes were entered, by name
     * @param unconfirmed the office on whose word alone it stands; null if others confirmed it
     * @param further     other logins that want to act for the same person
     */
    record Shown(GuardianService.Child child, String kind, List<String> offices, @Nullable String unconfirmed,
            List<Further> further) {

        public boolean isWaiting() {
            return child.binding().status() == LoginBinding.Status.WAITING;
        }
    }

    /** Another guardian who waits. */
    record Further(LoginBindingView binding, String kind, List<String> offices) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Shown> children, String typed, Errors errors);
    }

    @GET
    public Response list() {
        Login login = Login.of(identity);
        UUID chosen = choice.binding();
        if (chosen != null && children(login).stream().noneMatch(child -> isOpen(child, chosen))) {
            // It is over, or was another person's at this browser: nothing is left that it could mean.
            return Response.seeOther(HERE).cookie(cookie("", 0)).build();
        }
        return Response.ok(page(login, "", new Errors())).build();
    }

    /** @param form as it came: a field that is left empty is explained on the page, and is no malformed request */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(MultivaluedMap<String, String> form) {
        Login login = Login.of(identity);
        String typed = Objects.requireNonNullElse(form.getFirst("code"), "");
        if (typed.isBlank()) {
            return again(422, login, typed, codeText().missing());
        }
        if (typed.length() > LONGEST) {
            return again(422, login, "", codeText().wrong());
        }
        try {
            codes.enter(login, typed);
            return Response.seeOther(HERE).build();
        } catch (HttpProblem problem) {
            if (problem.getStatusCode() == Response.Status.TOO_MANY_REQUESTS.getStatusCode()) {
                throw problem;
            }
            return again(problem.getStatusCode(), login, typed,
                    OneTimeCodeService.CODE_NOT_VALID.uri().equals(problem.getType())
                            ? codeText().wrong()
                            : text().notUsable());
        }
    }

    @POST
    @Path("/{loginBindingId}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response act(UUID loginBindingId) {
        boolean open = children(Login.of(identity)).stream().anyMatch(child -> isOpen(child, loginBindingId));
        return open
                ? Response.seeOther(CONSENTS).cookie(cookie(loginBindingId.toString(), NewCookie.DEFAULT_MAX_AGE))
                        .build()
                : Response.seeOther(HERE).build();
    }

    @POST
    @Path("/back")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response back() {
        return Response.seeOther(HERE).cookie(cookie("", 0)).build();
    }

    @POST
    @Path("/{loginBindingId}/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(UUID loginBindingId) {
        try {
            guardians.end(Login.of(identity), loginBindingId);
        } catch (HttpProblem over) {
            if (over.getStatusCode() != Response.Status.NOT_FOUND.getStatusCode()) {
                throw over;
            }
        }
        return Response.seeOther(HERE).build();
    }

    @POST
    @Path("/{loginBindingId}/guardians/{further}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(UUID loginBindingId, UUID further) {
        try {
            loginBindings.confirm(Login.of(identity, loginBindingId), further);
        } catch (HttpProblem over) {
            if (over.getStatusCode() != Response.Status.NOT_FOUND.getStatusCode()) {
                throw over;
            }
        }
        return Response.seeOther(HERE).build();
    }

    /** Where the browser comes to if a login is needed in between: nothing was done. */
    @GET
    @Path("/{rest: .+}")
    public Response nothingDone() {
        return Response.seeOther(HERE).build();
    }

    private static boolean isOpen(GuardianService.Child child, UUID binding) {
        return child.binding().loginBindingId().equals(binding)
                && child.binding().status() == LoginBinding.Status.BOUND;
    }

    private List<GuardianService.Child> children(Login login) {
        return guardians.children(login);
    }

    private Response again(int status, Login login, String typed, String whatToDo) {
        Errors errors = new Errors();
        errors.add("code", whatToDo);
        return Response.status(status).entity(page(login, typed, errors)).build();
    }

    private TemplateInstance page(Login login, String typed, Errors errors) {
        return Templates.list(children(login).stream().map(this::shown).toList(), typed, errors);
    }

    private Shown shown(GuardianService.Child child) {
        LoginBindingView binding = child.binding();
        String unconfirmed = binding.unconfirmedAgency();
        return new Shown(child, kind(binding), names(binding),
                unconfirmed == null ? null : agencies.nameOf(unconfirmed),
                child.guardians().stream().filter(other -> other.status() == LoginBinding.Status.WAITING)
                        .map(other -> new Further(other, kind(other), names(other))).toList());
    }

    private List<String> names(LoginBindingView binding) {
        return binding.agencies().stream().map(agencies::nameOf).toList();
    }

    private static String kind(LoginBindingView binding) {
        return GuardianWords.of(binding.requireGuardianship());
    }

    private NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(ActingChoice.COOKIE).value(value).path(ActingChoice.PATH).maxAge(seconds)
                .httpOnly(true).secure(secure).sameSite(NewCookie.SameSite.LAX).build();
    }

    private static ChildrenMessages text() {
        return Page.current().messages(ChildrenMessages.class);
    }

    private static CodeMessages codeText() {
        return Page.current().messages(CodeMessages.class);
    }
}
