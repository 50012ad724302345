package de.handschlag.consent.consentrecord;

import java.net.URI;
import java.util.Objects;
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
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.consentrecord.OneConsent.Obstacle;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.LoginBindingService;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;

/**
 * How a person releases a source from its duty of secrecy on the page of the consent, which shows the notice, and takes that back there
 * with one button (R9).
 */
@Path("/app/consents/{consentRecordId}/secrecy-releases/{agencyId}")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SecrecyReleasePage {

    private static final int UNPROCESSABLE = 422;

    private final SecrecyReleaseService releases;
    private final OneConsent oneConsent;
    private final EnforcementService enforcement;
    private final PersonDoor door;

    SecrecyReleasePage(SecrecyReleaseService releases, OneConsent oneConsent, EnforcementService enforcement,
            PersonDoor door) {
        this.releases = releases;
        this.oneConsent = oneConsent;
        this.enforcement = enforcement;
        this.door = door;
    }

    /** Where somebody comes back to who had to log in anew. */
    @GET
    public Response show(UUID consentRecordId, String agencyId) {
        return Response.seeOther(pageOf(consentRecordId)).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response release(UUID consentRecordId, String agencyId, @RestForm @Nullable String release,
            @RestForm @Nullable String language, @RestForm @Nullable String noticeHash) {
        return door.open(login -> {
            try {
                if ("yes".equals(release)) {
                    releases.release(login, consentRecordId, new SecrecyReleaseRequest(agencyId,
                            Objects.requireNonNullElse(language, ""), Objects.requireNonNullElse(noticeHash, "")));
                } else if (releases.requireReleasable(login, consentRecordId, agencyId)) {
                    Errors errors = new Errors();
                    errors.add(OwnReleases.field(agencyId),
                            Page.current().messages(ConsentsMessages.class).releaseMissing());
                    return shown(login, consentRecordId, UNPROCESSABLE, errors, null);
                }
                return Response.seeOther(pageOf(consentRecordId)).build();
            } catch (HttpProblem problem) {
                return notDone(login, consentRecordId, problem);
            }
        });
    }

    @GET
    @Path("/withdrawal")
    public Response showWithdrawal(UUID consentRecordId, String agencyId) {
        return show(consentRecordId, agencyId);
    }

    @POST
    @Path("/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(UUID consentRecordId, String agencyId) {
        return door.open(login -> {
            try (EnforcementWaiter receipt = enforcement.waiter()) {
                long revision = releases.withdraw(login, consentRecordId, agencyId, receipt).revision();
                // Mostly it is enforced before the person sees the next page.
                enforcement.await(receipt, revision);
                return Response.seeOther(URI.create("/app/enforcements/" + revision)).build();
            } catch (HttpProblem problem) {
                return notDone(login, consentRecordId, problem);
            }
        });
    }

    /** What stands in the way is said on the page of the consent, which shows how things are now. */
    private Response notDone(Login login, UUID consentRecordId, HttpProblem problem) {
        int status = problem.getStatusCode();
        if (status != Response.Status.CONFLICT.getStatusCode() && status != UNPROCESSABLE) {
            throw problem;
        }
        Obstacle obstacle = LoginBindingService.NOT_CONFIRMED.uri().equals(problem.getType())
                ? Obstacle.LOGIN_NOT_CONFIRMED
                : Obstacle.CHANGED;
        return shown(login, consentRecordId, status, new Errors(), obstacle);
    }

    private Response shown(Login login, UUID consentRecordId, int status, Errors errors, @Nullable Obstacle obstacle) {
        return Response.status(status).entity(oneConsent.shown(login, consentRecordId, errors, obstacle)).build();
    }

    private static URI pageOf(UUID consentRecordId) {
        return URI.create("/app/consents/" + consentRecordId);
    }
}
