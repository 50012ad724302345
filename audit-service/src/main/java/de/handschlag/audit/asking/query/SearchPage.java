package de.handschlag.audit.asking.query;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.event.EventType;
import de.handschlag.login.Roles;
import de.handschlag.page.Bar;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;

/** Questions to the log, the purpose first (R29). What was asked is in the log before the answer is shown. */
@Path("/app/search")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SearchPage {

    static final int SHOWN = 50;

    private static final ZoneId TIME_ZONE = ZoneId.of("Europe/Berlin");
    private static final List<String> PURPOSES = Arrays.stream(QueryPurpose.values()).map(QueryPurpose::key).toList();
    private static final List<String> DECISIONS = Arrays.stream(ReadOutcome.values()).map(ReadOutcome::key).toList();
    private static final List<String> TYPES = Arrays.stream(EventType.values()).filter(EventType::isLogged)
            .map(EventType::typeName).toList();

    private final AskedQuestions questions;
    private final QueryRequester requester;
    private final Directory directory;

    SearchPage(AskedQuestions questions, QueryRequester requester, Directory directory) {
        this.questions = questions;
        this.requester = requester;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance form(SearchForm typed, Errors errors, Names names, List<String> queryPurposes,
                List<String> decisions, List<String> types);

        static native TemplateInstance result(AskedQuestion asked, LogEntryList answer, Names names, boolean timeline,
                List<Bar> byDay, List<Bar> byOffice, List<Bar> byPurpose);
    }

    @GET
    public TemplateInstance form() {
        return form(new SearchForm(), new Errors());
    }

    private TemplateInstance form(SearchForm typed, Errors errors) {
        return Templates.form(typed, errors, directory.names(), PURPOSES, DECISIONS, TYPES);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(@BeanParam SearchForm typed) {
        Errors errors = new Errors();
        LogQuestion question = typed.question(errors, Page.current().messages(OfficerMessages.class));
        if (question == null) {
            return Response.status(422).entity(form(typed, errors)).build();
        }
        return shown(questions.ask(question, Map.of(), Cursor.NEWEST, SHOWN, requester.current()));
    }

    @GET
    @Path("/{queryId}")
    public TemplateInstance result(@PathParam("queryId") UUID queryId, @QueryParam("view") @Nullable String view) {
        AskedQuestion asked = questions.asked(queryId, requester.current());
        LogEntryList answer = questions.answer(asked, SHOWN);
        Names names = directory.names();
        Page page = Page.current();
        return Templates.result(asked, answer, names, "timeline".equals(view),
                bars(answer, entry -> LocalDate.ofInstant(entry.time(), TIME_ZONE), page::day),
                bars(answer, LogEntryView::agency, names::agency), bars(answer, LogEntryView::purpose, names::purpose));
    }

    /** The next page is a question of its own, which the log records. */
    @POST
    @Path("/{queryId}/next")
    public Response next(@PathParam("queryId") UUID queryId) {
        AskedQuestion asked = questions.asked(queryId, requester.current());
        String cursor = questions.answer(asked, SHOWN).nextCursor();
        if (cursor == null) {
            return shown(asked);
        }
        return shown(questions.ask(asked.question(), Map.of(), Cursor.of(cursor), SHOWN, requester.current()));
    }

    private static Response shown(AskedQuestion asked) {
        return Response.seeOther(URI.create("/app/search/" + asked.id())).build();
    }

    /** How many of the entries that are shown there are of each, in order. */
    private static <K extends Comparable<? super K>> List<Bar> bars(LogEntryList answer,
            Function<LogEntryView, @Nullable K> key, Function<K, String> label) {
        Map<K, Long> counts = new TreeMap<>();
        for (LogEntryView entry : answer.entries()) {
            K of = key.apply(entry);
            if (of != null) {
                counts.merge(of, 1L, Long::sum);
            }
        }
        Map<String, Long> labelled = new LinkedHashMap<>();
        counts.forEach((of, count) -> labelled.merge(label.apply(of), count, Long::sum));
        return Bar.of(labelled);
    }
}
