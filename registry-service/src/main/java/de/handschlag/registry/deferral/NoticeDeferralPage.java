package de.handschlag.registry.deferral;

import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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

import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.login.Roles;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.deferral.NoticeDeferralView.Finding;
import de.handschlag.registry.deferral.NoticeDeferralView.Standing;
import de.handschlag.registry.entitlement.Entitlements;
import de.handschlag.registry.entitlement.Entitlements.Try;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.Names.Choice;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.registry.office.ReadablePurposes;
import de.handschlag.registry.office.SentForms;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.text.SeveralLines;

/** Deferrals of what a person is shown: ask for one, approve or refuse a colleague's, lift one (R22). */
@Path("/app/deferrals")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class NoticeDeferralPage {

    private static final int SHOWN = 100;
    private static final int LONGEST_COMMENT = 1000;
    private static final int LETTERS_OF_A_COMMENT = 2;

    private final NoticeDeferralService deferrals;
    private final Entitlements entitlements;
    private final ReadablePurposes purposes;
    private final Catalogue catalogue;
    private final AgencyRequester requester;
    private final Directory directory;
    private final SentForms forms;
    private final InstantSource clock;

    NoticeDeferralPage(NoticeDeferralService deferrals, Entitlements entitlements, ReadablePurposes purposes,
            Catalogue catalogue, AgencyRequester requester, Directory directory, SentForms forms, InstantSource clock) {
        this.deferrals = deferrals;
        this.entitlements = entitlements;
        this.purposes = purposes;
        this.catalogue = catalogue;
        this.requester = requester;
        this.directory = directory;
        this.forms = forms;
        this.clock = clock;
    }

    /** What was typed. */
    private record Typed(String caseReference, String purpose, String fileNumber, String reason, String days) {

        static final Typed NOTHING = new Typed("", "", "", "", "");
    }

    /** What was typed, empty at first; by {@code number} a form that is sent twice acts once. */
    record Form(String caseReference, String purpose, String fileNumber, String reason, String days,
            List<Choice> purposes, String number) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(Form form, List<NoticeDeferralView> current, String login, Names names,
                Errors errors);

        static native TemplateInstance one(NoticeDeferralView deferral, boolean own, Names names, Errors errors,
                @Nullable Finding chosen, String typed);
    }

    @GET
    public TemplateInstance list() {
        return list(Typed.NOTHING, new Errors());
    }

    private TemplateInstance list(Typed typed, Errors errors) {
        Names names = directory.names();
        return Templates.list(
                new Form(typed.caseReference(), typed.purpose(), typed.fileNumber(), typed.reason(), typed.days(),
                        names.purposes(purposes.deferrableOfLogin()), SentForms.number()),
                deferrals.current(requester.agencyId(), requester.entitledPurposes(), SHOWN), login(), names, errors);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response request(@RestForm @Nullable String caseReference, @RestForm @Nullable String purpose,
            @RestForm @Nullable String fileNumber, @RestForm @SeveralLines @Nullable String reason,
            @RestForm @Nullable String days, @RestForm @Nullable String number) {
        Typed typed = new Typed(typed(caseReference), typed(purpose), typed(fileNumber), typed(reason), typed(days));
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        int wantedDays = check(typed, text, errors);
        if (errors.isEmpty()) {
            try {
                return Response.seeOther(forms.once(number, typed, () -> requested(typed, wantedDays))).build();
            } catch (HttpProblem problem) {
                switch (problem.getStatusCode()) {
                    case 404 -> errors.add("caseReference", text.noSuchCase());
                    case 409 -> errors.add("reason", text.deferralReasonRepeated());
                    case 422 -> errors.add("purpose", text.deferralNotHere());
                    default -> throw problem;
                }
            }
        }
        return Response.status(422).entity(list(typed, errors)).build();
    }

    /** Adds what is wrong; returns the days, of no meaning if something is. */
    private int check(Typed typed, OfficeMessages text, Errors errors) {
        if (!typed.caseReference().matches(CaseReference.PATTERN)) {
            errors.add("caseReference", text.caseReferenceWrong());
        }
        Purpose wanted = purposes.deferrableOfLogin().contains(typed.purpose())
                ? catalogue.purposes().get(typed.purpose())
                : null;
        Purpose.Deferral allowed = wanted == null ? null : wanted.deferral();
        if (allowed == null) {
            errors.add("purpose", text.purposeMissing());
        }
        if (typed.fileNumber().isEmpty() || typed.fileNumber().length() > NewNoticeDeferral.LONGEST_FILE_NUMBER) {
            errors.add("fileNumber", text.fileNumberMissing(NewNoticeDeferral.LONGEST_FILE_NUMBER));
        }
        if (typed.reason().length() < NewNoticeDeferral.SHORTEST_REASON
                || letters(typed.reason()) < NewNoticeDeferral.LETTERS_OF_A_REASON) {
            errors.add("reason", text.deferralReasonMissing(NewNoticeDeferral.SHORTEST_REASON));
        } else if (typed.reason().length() > NewNoticeDeferral.LONGEST_REASON) {
            errors.add("reason", text.tooLong(NewNoticeDeferral.LONGEST_REASON));
        }
        int days = typed.days().matches("[1-9][0-9]{0,3}") ? Integer.parseInt(typed.days()) : 0;
        if (allowed != null && (days == 0 || days > allowed.days())) {
            errors.add("days", text.deferralDaysWrong(allowed.days()));
        }
        return days;
    }

    private URI requested(Typed typed, int days) {
        entitlements.require(new Try(List.of(typed.caseReference()), typed.purpose(), null, false, null));
        NewNoticeDeferral wanted = new NewNoticeDeferral(typed.caseReference(), typed.purpose(), typed.fileNumber(),
                typed.reason(), clock.instant().plus(days, ChronoUnit.DAYS));
        return address(
                deferrals.request(requester.asLogin(), login(), requester.agencyId(), wanted).noticeDeferralId());
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") UUID id) {
        return one(oneOfAgency(id), new Errors(), null, "");
    }

    private TemplateInstance one(NoticeDeferralView deferral, Errors errors, @Nullable Finding chosen, String typed) {
        return Templates.one(deferral, deferral.requestedBy().equals(login()), directory.names(), errors, chosen,
                typed);
    }

    @POST
    @Path("/{id}/review")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response review(@PathParam("id") UUID id, @RestForm @Nullable String outcome,
            @RestForm @SeveralLines @Nullable String comment) {
        Finding chosen = Chosen.of(Finding.values(), outcome);
        String said = typed(comment);
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        if (chosen == null) {
            errors.add("outcome-" + Finding.APPROVED, text.deferralFindingMissing());
        }
        if (letters(said) < LETTERS_OF_A_COMMENT) {
            errors.add("comment", text.commentMissing());
        } else if (said.length() > LONGEST_COMMENT) {
            errors.add("comment", text.tooLong(LONGEST_COMMENT));
        }
        NoticeDeferralView deferral = oneOfAgency(id);
        if (chosen == null || !errors.isEmpty()) {
            return Response.status(422).entity(one(deferral, errors, chosen, said)).build();
        }
        if (!said.equals(deferral.reviewComment()) || !login().equals(deferral.reviewedBy())) {
            deferrals.review(id, requester.asLogin(), login(), requester.agencyId(), requester.entitledPurposes(),
                    chosen, said);
        } // Else the same form came a second time.
        return Response.seeOther(address(id)).build();
    }

    @POST
    @Path("/{id}/lift")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response lift(@PathParam("id") UUID id) {
        if (oneOfAgency(id).state() != Standing.LIFTED) {
            deferrals.lift(id, requester.asLogin(), login(), requester.agencyId(), requester.entitledPurposes());
        } // Else the same form came a second time.
        return Response.seeOther(address(id)).build();
    }

    private NoticeDeferralView oneOfAgency(UUID id) {
        return deferrals.oneOf(requester.agencyId(), requester.entitledPurposes(), id);
    }

    private static URI address(UUID id) {
        return URI.create("/app/deferrals/" + id);
    }

    private String login() {
        String login = requester.asLogin().employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        return login;
    }

    /** Browsers send line breaks as two characters. */
    private static String typed(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n").strip();
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetter).count();
    }
}
