package de.handschlag.audit.asking.savedsearch;

import java.net.URI;
import java.util.List;
import java.util.Map;
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

import de.handschlag.audit.asking.query.AskedQuestions;
import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogFilter;
import de.handschlag.audit.asking.query.LogQuestion;
import de.handschlag.audit.asking.query.ReadOutcome;
import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.event.Requester;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;

/** Questions that are asked again and again. Running one is a question of its own, which the log records. */
@Path("/app/saved")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SavedSearchPage {

    private static final int SHOWN = 50;
    private static final int LONGEST_NAME = 80;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private final SavedSearchService service;
    private final AskedQuestions questions;
    private final QueryRequester requester;
    private final Directory directory;

    SavedSearchPage(SavedSearchService service, AskedQuestions questions, QueryRequester requester,
            Directory directory) {
        this.service = service;
        this.questions = questions;
        this.requester = requester;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<SavedSearchView> searches, String login, Errors errors, Names names);
    }

    @GET
    public TemplateInstance list() {
        return list(new Errors());
    }

    private TemplateInstance list(Errors errors) {
        Requester asking = requester.current();
        String login = asking.employeeId();
        return Templates.list(service.searches(asking), login == null ? "" : login, errors, directory.names());
    }

    /** Saves a question that was asked on a page. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(@RestForm @Nullable UUID queryId, @RestForm @Nullable String name,
            @RestForm @Nullable String shared) {
        OfficerMessages text = Page.current().messages(OfficerMessages.class);
        Errors errors = new Errors();
        String called = name == null ? "" : name.strip();
        if (queryId == null || called.isEmpty() || called.length() > LONGEST_NAME
                || called.codePoints().noneMatch(Character::isLetter)) {
            errors.add("main", text.savedNameWrong(LONGEST_NAME));
            return Response.status(INVALID).entity(list(errors)).build();
        }
        LogQuestion question = questions.asked(queryId, requester.current()).question();
        LogFilter filter = question.filter();
        ReadOutcome decision = filter.decision();
        try {
            service.save(new NewSavedSearch(called, "true".equals(shared), question.purpose().key(),
                    new NewSavedSearch.WantedFilter(filter.agencyId(), filter.purpose(),
                            decision == null ? null : decision.key(), filter.type(), text(filter.from()),
                            text(filter.to()), filter.attribute(), text(filter.dataSubjectId()), filter.caseReference(),
                            filter.employeeId())),
                    requester.current());
        } catch (HttpProblem e) {
            if (e.getStatusCode() != CONFLICT && e.getStatusCode() != INVALID) {
                throw e;
            }
            errors.add("main", e.getStatusCode() == CONFLICT ? text.savedNameTaken() : text.savedNothing());
            return Response.status(INVALID).entity(list(errors)).build();
        }
        return Response.seeOther(URI.create("/app/saved")).build();
    }

    @POST
    @Path("/{id}/run")
    public Response run(@PathParam("id") UUID id) {
        LogQuestion question = service.question(id, requester.current());
        UUID asked = questions
                .ask(question, Map.of("savedSearch", id.toString()), Cursor.NEWEST, SHOWN, requester.current()).id();
        return Response.seeOther(URI.create("/app/search/" + asked)).build();
    }

    @POST
    @Path("/{id}/deletion")
    public Response delete(@PathParam("id") UUID id) {
        service.delete(id, requester.current());
        return Response.seeOther(URI.create("/app/saved")).build();
    }

    private static @Nullable String text(@Nullable Object time) {
        return time == null ? null : time.toString();
    }
}
