package de.handschlag.registry.notification;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.ObligationCause;
import de.handschlag.login.Roles;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.registry.notification.Obligation.State;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.registry.requester.AgencyRequester;

/** What the office owes an answer to: what it did with its copy. Nothing is typed; a norm is chosen from a list. */
@Path("/app/obligations")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ObligationPage {

    private static final int WAITING = 200;
    private static final int ANSWERED = 50;

    private final ObligationService service;
    private final NotificationSettings settings;
    private final AgencyRequester requester;
    private final Directory directory;

    ObligationPage(ObligationService service, NotificationSettings settings, AgencyRequester requester,
            Directory directory) {
        this.service = service;
        this.settings = settings;
        this.requester = requester;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<ObligationView> waiting, Names names);

        static native TemplateInstance answered(Obligations answered, @Nullable String next, Names names);

        static native TemplateInstance one(ObligationView obligation, Names names, List<Outcome> outcomes,
                List<String> norms, Errors errors, @Nullable Outcome chosen, @Nullable String norm);
    }

    @GET
    public TemplateInstance list() {
        String agencyId = requester.agencyId();
        Set<String> purposes = requester.entitledPurposes();
        List<ObligationView> waiting = new ArrayList<>(
                service.list(agencyId, purposes, purposes, State.OVERDUE, null, WAITING).obligations());
        waiting.addAll(service.list(agencyId, purposes, purposes, State.OPEN, null, WAITING).obligations());
        return Templates.list(waiting, directory.names());
    }

    @GET
    @Path("/answered")
    public TemplateInstance answered(@QueryParam("after") @Nullable UUID after) {
        Set<String> purposes = requester.entitledPurposes();
        Obligations answered = service.list(requester.agencyId(), purposes, purposes, State.ANSWERED, after, ANSWERED);
        return Templates.answered(answered, answered.next() == null ? null : "?after=" + answered.next(),
                directory.names());
    }

    @GET
    @Path("/{obligationId}")
    public TemplateInstance one(@PathParam("obligationId") UUID obligationId) {
        return one(service.one(obligationId, requester.agencyId(), requester.entitledPurposes()), new Errors(), null,
                null);
    }

    private TemplateInstance one(ObligationView obligation, Errors errors, @Nullable Outcome chosen,
            @Nullable String norm) {
        List<Outcome> outcomes = Arrays.stream(Outcome.values()).filter(
                outcome -> outcome != Outcome.CORRECTED || obligation.cause() == ObligationCause.VALUE_CORRECTED)
                .toList();
        return Templates.one(obligation, directory.names(), outcomes, settings.keepingNorms(), errors, chosen, norm);
    }

    @POST
    @Path("/{obligationId}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(@PathParam("obligationId") UUID obligationId, @RestForm @Nullable String outcome,
            @RestForm @Nullable String norm) {
        ObligationView obligation = service.one(obligationId, requester.agencyId(), requester.entitledPurposes());
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Outcome chosen = Chosen.of(Outcome.values(), outcome);
        String named = norm == null || norm.isBlank() ? null : norm.strip();
        Errors errors = new Errors();
        if (chosen == null || chosen == Outcome.CORRECTED && obligation.cause() != ObligationCause.VALUE_CORRECTED) {
            errors.add("outcome-" + Outcome.DELETED, text.outcomeMissing());
        } else if (chosen == Outcome.KEPT_BY_NORM && named == null) {
            errors.add("norm", text.normMissing());
        } else if (chosen == Outcome.KEPT_BY_NORM && !settings.keepingNorms().contains(named)) {
            errors.add("norm", text.normMissing());
        } else if (chosen != Outcome.KEPT_BY_NORM && named != null) {
            errors.add("norm", text.normSurplus());
        }
        if (chosen == null || !errors.isEmpty()) {
            return Response.status(422).entity(one(obligation, errors, chosen, named)).build();
        }
        service.answer(obligationId, requester.asRequester(), requester.agencyId(), chosen, named);
        return Response.seeOther(URI.create("/app/obligations/" + obligationId)).build();
    }
}
