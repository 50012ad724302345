package de.handschlag.consent.consentrecord;

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
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.consentrecord.ConsentRecordService.Decided;
import de.handschlag.consent.consentrecord.OneConsent.Obstacle;
import de.handschlag.consent.consentrecord.OwnRecords.Office;
import de.handschlag.consent.consentrecord.OwnRecords.Whole;
import de.handschlag.consent.datasubject.Ages;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.LoginBindingService;
import de.handschlag.consent.datasubject.OpenToGuardians;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;

/** What a person was asked and decided, by office, and how they take it back (Art. 7(3) GDPR). */
@Path("/app/consents")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@OpenToGuardians
class ConsentsPage {

    private static final String YES = "yes";
    private static final String NO = "no";

    private final ConsentRecordService consentRecords;
    private final OwnRecords records;
    private final OneConsent oneConsent;
    private final EnforcementService enforcement;
    private final PersonDoor door;

    ConsentsPage(ConsentRecordService consentRecords, OwnRecords records, OneConsent oneConsent,
            EnforcementService enforcement, PersonDoor door) {
        this.consentRecords = consentRecords;
        this.records = records;
        this.oneConsent = oneConsent;
        this.enforcement = enforcement;
        this.door = door;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Office> offices, @Nullable String next, ConsentsMessages text);

        static native TemplateInstance withdrawal(Whole record);

        static native TemplateInstance withdrawalOfAll(Office office, String person);

        static native TemplateInstance over(String office, @Nullable UUID newer);
    }

    @GET
    public Response list(@RestQuery @Nullable String cursor) {
        return door.openToGuardians(login -> {
            OwnRecords.Offices page = records.byOffice(login, cursor, Page.current().tag());
            return Templates.list(page.offices(), page.next() == null ? null : "?cursor=" + page.next(), text());
        });
    }

    @GET
    @Path("/{consentRecordId}")
    public Response one(UUID consentRecordId) {
        return door.openToGuardians(login -> oneConsent.shown(login, consentRecordId, new Errors(), null));
    }

    @GET
    @Path("/{consentRecordId}/withdrawal")
    public Response askWithdrawal(UUID consentRecordId) {
        return door.openToGuardians(login -> {
            Whole record = whole(login, consentRecordId);
            return record.isGiven() && record.view().replacedBy() == null
                    ? Templates.withdrawal(record)
                    : Templates.over(record.office(), record.view().replacedBy());
        });
    }

    @POST
    @Path("/{consentRecordId}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(UUID consentRecordId) {
        return door.openToGuardians(login -> {
            try (EnforcementWaiter receipt = enforcement.waiter()) {
                Decided decided = consentRecords.withdraw(login, consentRecordId, receipt);
                return progress(receipt, decided.revision());
            } catch (HttpProblem problem) {
                if (problem.getStatusCode() != Response.Status.CONFLICT.getStatusCode()) {
                    throw problem;
                }
                Whole record = whole(login, consentRecordId);
                return Response.status(Response.Status.CONFLICT)
                        .entity(Templates.over(record.office(), record.view().replacedBy())).build();
            }
        });
    }

    /** Whether the person said what two employees recorded. */
    @POST
    @Path("/{consentRecordId}/answer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(UUID consentRecordId, @RestForm @Nullable String decision) {
        return door.openToGuardians(login -> {
            try {
                if (YES.equals(decision)) {
                    consentRecords.confirm(login, consentRecordId);
                } else if (NO.equals(decision)) {
                    try (EnforcementWaiter receipt = enforcement.waiter()) {
                        return progress(receipt, consentRecords.contest(login, consentRecordId, receipt).revision());
                    }
                }
                return Response.seeOther(URI.create("/app/consents/" + consentRecordId)).build();
            } catch (HttpProblem problem) {
                boolean tooYoung = Ages.TOO_YOUNG.uri().equals(problem.getType());
                if (!tooYoung && problem.getStatusCode() != Response.Status.CONFLICT.getStatusCode()) {
                    throw problem;
                }
                boolean notConfirmed = LoginBindingService.NOT_CONFIRMED.uri().equals(problem.getType());
                return Response.status(problem.getStatusCode()).entity(oneConsent.shown(login, consentRecordId,
                        new Errors(),
                        tooYoung ? Obstacle.TOO_YOUNG : notConfirmed ? Obstacle.LOGIN_NOT_CONFIRMED : Obstacle.CHANGED))
                        .build();
            }
        });
    }

    @GET
    @Path("/of/{agencyId}/withdrawal")
    public Response askWithdrawalOfAll(String agencyId) {
        return door.openToGuardians(login -> questionForAll(login, agencyId));
    }

    private TemplateInstance questionForAll(Login login, String agencyId) {
        Office office = records.inForce(login, agencyId, Page.current().tag());
        return office.records().isEmpty()
                ? Templates.over(office.name(), null)
                : Templates.withdrawalOfAll(office, whom(login));
    }

    @POST
    @Path("/of/{agencyId}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdrawAll(String agencyId, @RestForm("for") @Nullable String whom) {
        return door.openToGuardians(login -> {
            // An office is one for everybody: another window may have changed for whom this browser acts.
            if (!whom(login).equals(Objects.requireNonNullElse(whom, ""))) {
                return Response.status(Response.Status.CONFLICT).entity(questionForAll(login, agencyId)).build();
            }
            try (EnforcementWaiter receipt = enforcement.waiter()) {
                return consentRecords.withdrawAll(login, agencyId, receipt).map(revision -> progress(receipt, revision))
                        .orElseGet(() -> Response.status(Response.Status.CONFLICT)
                                .entity(Templates.over(records.officeName(agencyId), null)).build());
            }
        });
    }

    /** For whom the form is, as it carries it: the guardian's binding, or nothing for the login's own person. */
    private static String whom(Login login) {
        UUID actingFor = login.actingFor();
        return actingFor == null ? "" : actingFor.toString();
    }

    /** Mostly it is enforced before the person sees the next page. */
    private Response progress(EnforcementWaiter receipt, long revision) {
        enforcement.await(receipt, revision);
        return Response.seeOther(URI.create("/app/enforcements/" + revision)).build();
    }

    private Whole whole(Login login, UUID id) {
        return records.whole(login, id, Page.current().tag());
    }

    private static ConsentsMessages text() {
        return Page.current().messages(ConsentsMessages.class);
    }
}
