package de.handschlag.registry.deferral;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.Requester;
import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.deferral.NoticeDeferralView.Finding;
import de.handschlag.registry.entitlement.Entitlements;
import de.handschlag.registry.entitlement.Entitlements.Try;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/**
 * Deferrals of what a person is shown (R22). For logins of staff alone: whom an agency's system names in Employee-Reference is its own
 * word, and nobody could tell whether two of them are one.
 */
@Path("/v1/notice-deferrals")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class NoticeDeferralResource {

    private static final int CREATED = 201;
    private static final int SHOWN = 200;

    private final NoticeDeferralService deferrals;
    private final AgencyRequester requester;
    private final SecurityIdentity identity;
    private final Entitlements entitlements;

    NoticeDeferralResource(NoticeDeferralService deferrals, AgencyRequester requester, SecurityIdentity identity,
            Entitlements entitlements) {
        this.deferrals = deferrals;
        this.requester = requester;
        this.identity = identity;
        this.entitlements = entitlements;
    }

    /** A deferral that waits for a second person. */
    public record Requested(UUID noticeDeferralId, Instant reviewDueAt, Instant endsAt) {}

    /** A second person's finding. */
    public record DeferralReview(@NotNull Finding outcome,
            @NotNull @SeveralLines @Size(min = 1, max = 1000) @Letters(2) String comment) {}

    /** What became of a deferral, as it is recorded. */
    public record Changed(UUID noticeDeferralId, NoticeDeferralChanged.State state, Instant changedAt, Instant endsAt) {

        private static Changed of(NoticeDeferralChanged event) {
            return new Changed(event.noticeDeferralId(), event.state(), event.changedAt(), event.endsAt());
        }
    }

    /** The newest first. */
    public record NoticeDeferrals(List<NoticeDeferralView> deferrals) {}

    @POST
    @RolesAllowed(Roles.CASEWORKER)
    @ResponseStatus(CREATED)
    @Operation(operationId = "requestNoticeDeferral", summary = "Ask that the person be shown reads by a statute later", description = """
            For one case, purpose and file, with a reason and an end. It defers nothing until a colleague approves it; then single reads
            name it in the header Notice-Deferral, and the person is shown them at its end, with the reason. Reads from before, and those
            that do not name it, are shown at once. The catalogue says for which purposes and for how long at most.""")
    @APIResponseSchema(value = Requested.class, responseCode = "201", responseDescription = "It waits for a second person")
    @APIResponse(responseCode = "403", description = "Not entitled to the purpose; the log knows of the try")
    @APIResponse(responseCode = "404", description = "The agency has no such case")
    @APIResponse(responseCode = "409", description = "An earlier deferral had this reason already")
    @APIResponse(responseCode = "422", description = "No reason, no file, or the catalogue lets nothing be deferred here, or not for so long")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, so it is not asked for")
    public Requested request(@Valid @NotNull NewNoticeDeferral wanted) {
        entitlements.require(new Try(List.of(wanted.caseReference()), wanted.purpose(), null, false, null));
        NoticeDeferralChanged requested = deferrals.request(requester.asLogin(), login(), requester.agencyId(), wanted);
        return new Requested(requested.noticeDeferralId(), deferrals.reviewDueAt(requested), requested.endsAt());
    }

    @GET
    @RolesAllowed(Roles.CASEWORKER)
    @Operation(operationId = "listNoticeDeferrals", summary = "Deferrals of the own agency that wait for a second person or are in force", description = "For the purposes of the login; the newest first, 200 at most.")
    @APIResponse(responseCode = "200", description = "The deferrals")
    public NoticeDeferrals list() {
        return new NoticeDeferrals(deferrals.current(requester.agencyId(), requester.entitledPurposes(), SHOWN));
    }

    @POST
    @Path("/{noticeDeferralId}/review")
    @RolesAllowed(Roles.CASEWORKER)
    @Operation(operationId = "reviewNoticeDeferral", summary = "Approve or refuse a deferral, as a second person")
    @APIResponse(responseCode = "200", description = "Recorded; it is final")
    @APIResponse(responseCode = "403", description = "Whoever asked for it does not approve it")
    @APIResponse(responseCode = "404", description = "No such deferral, or one of another agency or purpose")
    @APIResponse(responseCode = "409", description = "It is reviewed already, or nobody did in time")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, so it is not reviewed")
    public Changed review(@PathParam("noticeDeferralId") UUID noticeDeferralId, @Valid @NotNull DeferralReview review) {
        return Changed.of(deferrals.review(noticeDeferralId, requester.asLogin(), login(), requester.agencyId(),
                requester.entitledPurposes(), review.outcome(), review.comment()));
    }

    @POST
    @Path("/{noticeDeferralId}/lift")
    @RolesAllowed({Roles.CASEWORKER, Roles.DPO})
    @Operation(operationId = "liftNoticeDeferral", summary = "End a deferral early: the person is shown at once what it deferred", description = "An agency's staff ends its own, as soon as the reason has gone; the data-protection officer any.")
    @APIResponse(responseCode = "200", description = "Recorded; it is final")
    @APIResponse(responseCode = "404", description = "No such deferral, or one of another agency or purpose")
    @APIResponse(responseCode = "409", description = "It is not in force")
    @APIResponse(responseCode = "503", description = "It cannot be recorded, so it is not lifted")
    public Changed lift(@PathParam("noticeDeferralId") UUID noticeDeferralId) {
        return Changed.of(identity.hasRole(Roles.DPO)
                ? deferrals.liftOfAnyAgency(noticeDeferralId, requester.asLogin(), login())
                : deferrals.lift(noticeDeferralId, requester.asLogin(), login(), requester.agencyId(),
                        requester.entitledPurposes()));
    }

    private String login() {
        Requester asking = requester.asLogin();
        String login = asking.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        return login;
    }
}
