package de.handschlag.registry.page;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.correction.CorrectionService;
import de.handschlag.registry.deferral.NoticeDeferralService;
import de.handschlag.registry.emergency.EmergencyAccessService;
import de.handschlag.registry.notification.ObligationService;
import de.handschlag.registry.notification.ReceivedGrants;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names.Choice;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.registry.office.ReadablePurposes;
import de.handschlag.registry.requester.AgencyRequester;

/** The first page after login: one field for the own reference of a case, and what waits. */
@Path("/app")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class HomePage {

    /** Remembers for what the caseworker looked at a case last: mostly it is the same. */
    private static final String PURPOSE_COOKIE = "hs-purpose";

    private final ReadablePurposes purposes;
    private final ObligationService obligations;
    private final CorrectionService corrections;
    private final ReceivedGrants grants;
    private final NoticeDeferralService deferrals;
    private final EmergencyAccessService emergencies;
    private final AgencyRequester requester;
    private final Directory directory;
    private final InstantSource clock;
    private final boolean secure;

    HomePage(ReadablePurposes purposes, ObligationService obligations, CorrectionService corrections,
            ReceivedGrants grants, NoticeDeferralService deferrals, EmergencyAccessService emergencies,
            AgencyRequester requester, Directory directory, InstantSource clock,
            @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure) {
        this.purposes = purposes;
        this.obligations = obligations;
        this.corrections = corrections;
        this.grants = grants;
        this.deferrals = deferrals;
        this.emergencies = emergencies;
        this.requester = requester;
        this.directory = directory;
        this.clock = clock;
        this.secure = secure;
    }

    /** How many things of each kind wait. */
    record Waiting(long obligations, long corrections, long expiring, long deferrals, long reviews) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance home(String typed, String chosen, List<Choice> purposes, Waiting waiting,
                Errors errors);
    }

    @GET
    public TemplateInstance show(@CookieParam(PURPOSE_COOKIE) @Nullable String remembered) {
        return home("", remembered == null ? "" : remembered, new Errors());
    }

    /** Leads to the case. Its reference stands in the address's path, as in the API's, and never in a query. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response open(@RestForm @Nullable String caseReference, @RestForm @Nullable String purpose) {
        String reference = caseReference == null ? "" : caseReference.strip();
        String wanted = purpose == null ? "" : purpose;
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        if (!reference.matches(CaseReference.PATTERN)) {
            errors.add("caseReference", text.caseReferenceWrong());
        }
        if (!purposes.ofLogin().contains(wanted)) {
            errors.add("purpose", text.purposeMissing());
        }
        if (!errors.isEmpty()) {
            return Response.status(422).entity(home(reference, wanted, errors)).build();
        }
        return Response.seeOther(URI.create("/app/cases/" + reference + "/" + wanted))
                .cookie(new NewCookie.Builder(PURPOSE_COOKIE).value(wanted).path("/app").httpOnly(true).secure(secure)
                        .sameSite(NewCookie.SameSite.LAX).build())
                .build();
    }

    private TemplateInstance home(String typed, String chosen, Errors errors) {
        String agencyId = requester.agencyId();
        String login = requester.asLogin().employeeId();
        Instant now = clock.instant();
        Set<String> entitled = requester.entitledPurposes();
        Waiting waiting = new Waiting(obligations.unanswered(agencyId, entitled), corrections.unanswered(agencyId),
                grants.count(agencyId, entitled, now, now.plus(ReceivedGrants.SOON)),
                login == null ? 0 : deferrals.forReview(agencyId, entitled, login),
                login == null ? 0 : emergencies.forReview(agencyId, login));
        return Templates.home(typed, chosen, directory.names().purposes(purposes.ofLogin()), waiting, errors);
    }
}
