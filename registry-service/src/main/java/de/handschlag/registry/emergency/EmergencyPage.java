package de.handschlag.registry.emergency;

import java.net.URI;
import java.time.InstantSource;
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
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.event.EmergencyAccessReviewed.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.login.Roles;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.emergency.EmergencyAccesses.InboxEntry;
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

/** Emergency access: open one with basis and reason, look at the case, and review a colleague's (R21). */
@Path("/app/emergency")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class EmergencyPage {

    private static final int SHOWN = 100;
    private static final int SHORTEST_REASON = 20;
    private static final int LONGEST = 1000;
    private static final int LETTERS_OF_A_REASON = 3;
    private static final int LETTERS_OF_A_COMMENT = 2;

    private final EmergencyAccessService accesses;
    private final EmergencySettings settings;
    private final Entitlements entitlements;
    private final ReadablePurposes purposes;
    private final AgencyRequester requester;
    private final Directory directory;
    private final SentForms forms;
    private final InstantSource clock;

    EmergencyPage(EmergencyAccessService accesses, EmergencySettings settings, Entitlements entitlements,
            ReadablePurposes purposes, AgencyRequester requester, Directory directory, SentForms forms,
            InstantSource clock) {
        this.accesses = accesses;
        this.settings = settings;
        this.entitlements = entitlements;
        this.purposes = purposes;
        this.requester = requester;
        this.directory = directory;
        this.forms = forms;
        this.clock = clock;
    }

    /** What was typed, empty at first; by {@code number} a form that is sent twice acts once. */
    record Form(String caseReference, String purpose, String basis, String reason, List<Choice> purposes,
            List<String> bases, long minutes, String number) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(Form form, List<InboxEntry> waiting, String login, Names names,
                Errors errors);

        static native TemplateInstance one(InboxEntry access, boolean own, boolean open, Names names);

        static native TemplateInstance review(InboxEntry access, Names names, Errors errors, @Nullable Outcome chosen,
                String typed);
    }

    @GET
    public TemplateInstance list() {
        return list("", "", "", "", new Errors());
    }

    private TemplateInstance list(String caseReference, String purpose, String basis, String reason, Errors errors) {
        Names names = directory.names();
        return Templates.list(
                new Form(caseReference, purpose, basis, reason, names.purposes(purposes.emergenciesOfLogin()),
                        settings.bases(), settings.scope().toMinutes(), SentForms.number()),
                accesses.waitingOf(requester.agencyId(), SHOWN), login(), names, errors);
    }

    @POST
    @Authenticated // Who has no role that reads is refused below, where the log is told of it (R25).
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response open(@RestForm @Nullable String caseReference, @RestForm @Nullable String purpose,
            @RestForm @Nullable String basis, @RestForm @SeveralLines @Nullable String reason,
            @RestForm @Nullable String number) {
        String reference = typed(caseReference);
        String wantedPurpose = typed(purpose);
        String norm = typed(basis);
        String why = typed(reason);
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        if (!reference.matches(CaseReference.PATTERN)) {
            errors.add("caseReference", text.caseReferenceWrong());
        }
        if (wantedPurpose.isEmpty()) {
            errors.add("purpose", text.purposeMissing());
        }
        if (!settings.bases().contains(norm)) {
            errors.add("basis", text.basisMissing());
        }
        if (why.length() < SHORTEST_REASON || letters(why) < LETTERS_OF_A_REASON) {
            errors.add("reason", text.reasonMissing(SHORTEST_REASON));
        } else if (why.length() > LONGEST) {
            errors.add("reason", text.tooLong(LONGEST));
        }
        if (errors.isEmpty()) {
            NewEmergencyAccess wanted = new NewEmergencyAccess(reference, wantedPurpose, norm, why, null, null);
            try {
                return Response.seeOther(forms.once(number, wanted, () -> opened(wanted))).build();
            } catch (HttpProblem problem) {
                if (problem.getStatusCode() != Response.Status.NOT_FOUND.getStatusCode()) {
                    throw problem;
                }
                errors.add("caseReference", text.noSuchCase());
            }
        }
        return Response.status(422).entity(list(reference, wantedPurpose, norm, why, errors)).build();
    }

    private URI opened(NewEmergencyAccess wanted) {
        accesses.requireOpenable(wanted);
        entitlements
                .require(new Try(List.of(wanted.caseReference()), wanted.purpose(), wanted.attributes(), false, null));
        return address(accesses.open(requester.asRequester(), requester.agencyId(), wanted).emergencyAccessId());
    }

    @GET
    @Path("/{id}")
    public TemplateInstance one(@PathParam("id") UUID id) {
        InboxEntry access = accesses.oneOf(requester.agencyId(), id);
        boolean own = access.employee().equals(login());
        return Templates.one(access, own, own && clock.instant().isBefore(access.expiresAt()), directory.names());
    }

    @GET
    @Path("/{id}/review")
    public Response review(@PathParam("id") UUID id) {
        InboxEntry access = accesses.oneOf(requester.agencyId(), id);
        if (access.outcome() != null || access.employee().equals(login())) {
            return Response.seeOther(address(id)).build();
        }
        return Response.ok(Templates.review(access, directory.names(), new Errors(), null, "")).build();
    }

    @POST
    @Path("/{id}/review")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response finding(@PathParam("id") UUID id, @RestForm @Nullable String outcome,
            @RestForm @SeveralLines @Nullable String comment) {
        InboxEntry access = accesses.oneOf(requester.agencyId(), id);
        Outcome chosen = Chosen.of(Outcome.values(), outcome);
        String said = typed(comment);
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        if (chosen == null) {
            errors.add("outcome-" + Outcome.JUSTIFIED, text.findingMissing());
        }
        if (letters(said) < LETTERS_OF_A_COMMENT) {
            errors.add("comment", text.commentMissing());
        } else if (said.length() > LONGEST) {
            errors.add("comment", text.tooLong(LONGEST));
        }
        if (chosen == null || !errors.isEmpty()) {
            return Response.status(422).entity(Templates.review(access, directory.names(), errors, chosen, said))
                    .build();
        }
        if (access.outcome() != chosen || !said.equals(access.reviewComment())
                || !login().equals(access.reviewedBy())) {
            accesses.review(id, requester.asLogin(), login(), requester.agencyId(), chosen, said);
        } // Else the same form came a second time.
        return Response.seeOther(address(id)).build();
    }

    private static URI address(UUID id) {
        return URI.create("/app/emergency/" + id);
    }

    private String login() {
        Requester asking = requester.asLogin();
        String login = asking.employeeId();
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
