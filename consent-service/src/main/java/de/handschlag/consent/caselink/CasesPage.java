package de.handschlag.consent.caselink;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.login.Roles;

/** Which offices' cases stand for a person, and the end of one. */
@Path("/app/cases")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CasesPage {

    private final CaseLinkService caseLinks;
    private final EnforcementService enforcement;
    private final AgencyService agencies;
    private final PersonDoor door;

    CasesPage(CaseLinkService caseLinks, EnforcementService enforcement, AgencyService agencies, PersonDoor door) {
        this.caseLinks = caseLinks;
        this.enforcement = enforcement;
        this.agencies = agencies;
        this.door = door;
    }

    /** A case with its office's name. */
    record Shown(OwnCaseLink link, String office) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Shown> cases, boolean stale);

        static native TemplateInstance end(Shown shown);
    }

    @GET
    public Response list() {
        return door.open(login -> Templates.list(shown(login), false));
    }

    @GET
    @Path("/{caseLinkId}/end")
    public Response askEnd(UUID caseLinkId) {
        return door.open(login -> find(login, caseLinkId).<Object>map(Templates::end).orElseGet(() -> stale(login)));
    }

    @POST
    @Path("/{caseLinkId}/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(UUID caseLinkId) {
        return door.open(login -> {
            try (EnforcementWaiter receipt = enforcement.waiter()) {
                long revision = caseLinks.unlink(login, caseLinkId, receipt);
                enforcement.await(receipt, revision);
                return Response.seeOther(URI.create("/app/enforcements/" + revision)).build();
            } catch (HttpProblem problem) {
                if (problem.getStatusCode() != Response.Status.NOT_FOUND.getStatusCode()) {
                    throw problem;
                }
                return stale(login);
            }
        });
    }

    private Response stale(Login login) {
        return Response.status(Response.Status.CONFLICT).entity(Templates.list(shown(login), true)).build();
    }

    private Optional<Shown> find(Login login, UUID caseLinkId) {
        return shown(login).stream().filter(one -> one.link().caseLinkId().equals(caseLinkId)).findFirst();
    }

    private List<Shown> shown(Login login) {
        return caseLinks.list(login).caseLinks().stream().map(link -> new Shown(link, agencies.nameOf(link.agencyId())))
                .toList();
    }
}
