package de.handschlag.registry.correction;

import java.net.URI;
import java.util.ArrayList;
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

import de.handschlag.login.Roles;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.registry.correction.CorrectionRequest.State;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.registry.requester.AgencyRequester;

/** What persons say is wrong of what the office contributed. Nothing is typed; the reason is chosen from a list. */
@Path("/app/corrections")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CorrectionRequestPage {

    private static final int WAITING = 200;
    private static final String OUTCOME = "outcome-";

    private final CorrectionService service;
    private final AgencyRequester requester;
    private final Directory directory;

    CorrectionRequestPage(CorrectionService service, AgencyRequester requester, Directory directory) {
        this.service = service;
        this.requester = requester;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<CorrectionRequestView> waiting, Names names);

        static native TemplateInstance one(CorrectionRequestView request, Names names, List<CorrectionOutcome> outcomes,
                List<KeptReason> reasons, Errors errors, @Nullable String wrongOutcome, @Nullable String chosen,
                @Nullable String reason);
    }

    @GET
    public TemplateInstance list() {
        String agencyId = requester.agencyId();
        List<CorrectionRequestView> waiting = new ArrayList<>(
                service.list(agencyId, State.OVERDUE, null, WAITING).requests());
        waiting.addAll(service.list(agencyId, State.OPEN, null, WAITING).requests());
        return Templates.list(waiting, directory.names());
    }

    @GET
    @Path("/{correctionRequestId}")
    public TemplateInstance one(@PathParam("correctionRequestId") UUID id) {
        return one(service.one(id, requester.agencyId()), new Errors(), null, null);
    }

    private TemplateInstance one(CorrectionRequestView request, Errors errors, @Nullable String chosen,
            @Nullable String reason) {
        String wrongOutcome = errors.all().stream().filter(wrong -> wrong.field().startsWith(OUTCOME))
                .map(Errors.Wrong::message).findFirst().orElse(null);
        return Templates.one(request, directory.names(), List.of(CorrectionOutcome.values()),
                List.of(KeptReason.values()), errors, wrongOutcome, chosen, reason);
    }

    @POST
    @Path("/{correctionRequestId}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(@PathParam("correctionRequestId") UUID id, @RestForm @Nullable String outcome,
            @RestForm @Nullable String reason) {
        String agencyId = requester.agencyId();
        CorrectionRequestView request = service.one(id, agencyId);
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        CorrectionOutcome chosen = Chosen.of(CorrectionOutcome.values(), outcome);
        KeptReason why = Chosen.of(KeptReason.values(), reason);
        Errors errors = new Errors();
        if (chosen == null) {
            errors.add(OUTCOME + CorrectionOutcome.CORRECTED, text.correctionMissing());
        } else if (chosen == CorrectionOutcome.KEPT && why == null) {
            errors.add("reason", text.keptReasonMissing());
        } else if (chosen != CorrectionOutcome.KEPT && why != null) {
            errors.add("reason", text.keptReasonSurplus());
        } else {
            try {
                service.answer(id, agencyId, requester.asRequester(), chosen, why);
            } catch (HttpProblem e) {
                if (!CorrectionService.isAboutTheValue(e)) {
                    throw e;
                }
                errors.add(OUTCOME + chosen,
                        chosen == CorrectionOutcome.KEPT ? text.correctionNothingKept() : text.correctionNotMade());
            }
        }
        return errors.isEmpty()
                ? Response.seeOther(URI.create("/app/corrections/" + id)).build()
                : Response.status(422).entity(one(request, errors, outcome, reason)).build();
    }
}
