package de.handschlag.consent.datasubject;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

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

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Guardianship;
import de.handschlag.login.Roles;

/** A person's logins: confirm or refuse one that wants to be theirs, end one that is (R35). */
@Path("/app/logins")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class LoginsPage {

    private static final URI HERE = URI.create("/app/logins");

    private final LoginBindingService loginBindings;
    private final AgencyService agencies;
    private final PersonDoor door;

    LoginsPage(LoginBindingService loginBindings, AgencyService agencies, PersonDoor door) {
        this.loginBindings = loginBindings;
        this.agencies = agencies;
        this.door = door;
    }

    /**
     * A login.
     *
     * @param offices     whose codes were entered for it, by name
     * @param unconfirmed the office on whose word alone it stands; null if others confirmed it
     */
    record Shown(LoginBindingView binding, List<String> offices, @Nullable String unconfirmed, boolean only) {

        /** For what it is somebody else's, in words; null if it is the person's own. */
        public @Nullable String guardian() {
            Guardianship guardianship = binding.guardianship();
            return guardianship == null ? null : GuardianWords.of(guardianship);
        }

        public boolean isWaiting() {
            return binding.status() == LoginBinding.Status.WAITING;
        }
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Shown> logins, boolean stale);

        static native TemplateInstance end(Shown login);
    }

    @GET
    public Response list() {
        return door.open(login -> page(login, false));
    }

    @POST
    @Path("/{loginBindingId}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(UUID loginBindingId, @RestForm @Nullable String decision) {
        return switch (decision) {
            case "yes" -> doing(login -> { var _ = loginBindings.confirm(login, loginBindingId); });
            case "no" -> doing(login -> loginBindings.refuse(login, loginBindingId));
            case null, default -> throw InvalidRequest.body("decision", "yes or no is expected");
        };
    }

    /** Where the browser comes to if a login is needed in between: nothing was done. */
    @GET
    @Path("/{loginBindingId}")
    public Response back(UUID loginBindingId) {
        return Response.seeOther(HERE).build();
    }

    @GET
    @Path("/{loginBindingId}/end")
    public Response askEnd(UUID loginBindingId) {
        return door.open(login -> shown(login).stream()
                .filter(one -> one.binding().loginBindingId().equals(loginBindingId) && !one.only()).findFirst()
                .<Object>map(Templates::end).orElseGet(() -> page(login, true)));
    }

    @POST
    @Path("/{loginBindingId}/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(UUID loginBindingId) {
        return doing(login -> loginBindings.end(login, loginBindingId));
    }

    private Response doing(Consumer<Login> what) {
        return door.open(login -> {
            try {
                what.accept(login);
                return Response.seeOther(HERE).build();
            } catch (HttpProblem problem) {
                // Done already in another window, or not possible any more: the list says how it is now.
                if (problem.getStatusCode() != 404 && problem.getStatusCode() != 409) {
                    throw problem;
                }
                return Response.status(Response.Status.CONFLICT).entity(page(login, true)).build();
            }
        });
    }

    private TemplateInstance page(Login login, boolean stale) {
        return Templates.list(shown(login), stale);
    }

    private List<Shown> shown(Login login) {
        List<LoginBindingView> all = loginBindings.list(login).loginBindings();
        long bound = all.stream().filter(one -> one.status() == LoginBinding.Status.BOUND && one.guardianship() == null)
                .count();
        return all.stream()
                .map(one -> new Shown(one, one.agencies().stream().map(this::office).toList(),
                        one.unconfirmedAgency() == null ? null : office(one.unconfirmedAgency()),
                        bound == 1 && one.status() == LoginBinding.Status.BOUND && one.guardianship() == null))
                .toList();
    }

    private String office(String agencyId) {
        return agencies.find(agencyId).map(AgencyView::name).orElse(agencyId);
    }
}
