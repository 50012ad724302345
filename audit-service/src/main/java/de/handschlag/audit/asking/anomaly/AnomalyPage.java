package de.handschlag.audit.asking.anomaly;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.anomaly.AnomalyDecision.Outcome;
import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/** What may need a question, each with the figures that were compared and with what was made of it. */
@Path("/app/anomalies")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AnomalyPage {

    private static final ZoneId TIME_ZONE = ZoneId.of("Europe/Berlin");
    private static final int DAYS = 7;
    private static final int SHOWN = 30;
    private static final int LONGEST_NOTE = 500;
    private static final int INVALID = 422;
    private static final List<String> PURPOSES = Arrays.stream(QueryPurpose.values()).map(QueryPurpose::key).toList();
    private static final List<String> KINDS = Arrays.stream(AnomalyKind.values()).map(AnomalyKind::key).toList();

    private final AnomalyService service;
    private final AnomalyDecisions decisions;
    private final QueryRequester requester;
    private final Directory directory;
    private final InstantSource clock;

    AnomalyPage(AnomalyService service, AnomalyDecisions decisions, QueryRequester requester, Directory directory,
            InstantSource clock) {
        this.service = service;
        this.decisions = decisions;
        this.requester = requester;
        this.directory = directory;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(Asked asked, List<Decided> anomalies, @Nullable String next, Names names,
                List<String> queryPurposes, List<String> kinds, Errors errors);
    }

    /** What is looked at; days are included. */
    public record Asked(String from, String to, @Nullable String kind, String queryPurpose) {

        private UriBuilder address() {
            UriBuilder address = UriBuilder.fromPath("/app/anomalies").queryParam("from", from).queryParam("to", to)
                    .queryParam("queryPurpose", queryPurpose);
            return kind == null ? address : address.queryParam("kind", kind);
        }
    }

    /** @param decision null while there is none */
    public record Decided(Anomaly anomaly, long newest, @Nullable AnomalyDecision decision) {}

    @GET
    public Response list(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to,
            @QueryParam("kind") @Nullable String kind, @QueryParam("queryPurpose") @Nullable String queryPurpose,
            @QueryParam("cursor") @Nullable String cursor) {
        Asked asked = asked(from, to, kind, queryPurpose);
        Errors errors = mistakes(asked);
        if (!errors.isEmpty()) {
            return Response.status(INVALID)
                    .entity(Templates.list(asked, List.of(), null, directory.names(), PURPOSES, KINDS, errors)).build();
        }
        return Response.ok(found(asked, cursor, errors)).build();
    }

    private Asked asked(@Nullable String from, @Nullable String to, @Nullable String kind,
            @Nullable String queryPurpose) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), TIME_ZONE);
        return new Asked(given(from, today.minusDays(DAYS - 1L).toString()), given(to, today.toString()),
                kind == null || kind.isBlank() ? null : kind, given(queryPurpose, QueryPurpose.ROUTINE_CONTROL.key()));
    }

    /** What the days have that the question cannot take; a kind or a purpose that is none is no mistake of somebody who types. */
    private static Errors mistakes(Asked asked) {
        OfficerMessages text = Page.current().messages(OfficerMessages.class);
        Errors errors = new Errors();
        LocalDate first = day("from", asked.from(), errors, text);
        LocalDate last = day("to", asked.to(), errors, text);
        if (first != null && last != null && last.isBefore(first)) {
            errors.add("to", text.periodWrong());
        } else if (first != null && last != null && ChronoUnit.DAYS.between(first, last) >= AnomalyService.MOST_DAYS) {
            errors.add("to", text.periodTooLong(AnomalyService.MOST_DAYS));
        }
        return errors;
    }

    private static @Nullable LocalDate day(String field, String typed, Errors errors, OfficerMessages text) {
        try {
            LocalDate day = LocalDate.parse(typed);
            if (day.getYear() >= 1970 && day.getYear() <= 9998) {
                return day;
            }
        } catch (DateTimeException e) {
            // Told below, as a year out of range is.
        }
        errors.add(field, text.dayWrong());
        return null;
    }

    private TemplateInstance found(Asked asked, @Nullable String cursor, Errors errors) {
        Anomaly.Page found = service.find(
                new AnomalyService.Question(asked.from(), asked.to(), null, asked.kind(), asked.queryPurpose()),
                Cursor.of(cursor), SHOWN, requester.current());
        List<Long> newest = found.anomalies().stream().map(AnomalyPage::newest).toList();
        Map<String, AnomalyDecision> made = decisions.about(newest).stream()
                .collect(Collectors.toMap(decision -> decision.kind() + decision.newest(), Function.identity()));
        List<Decided> shown = found.anomalies().stream()
                .map(anomaly -> new Decided(anomaly, newest(anomaly), made.get(anomaly.kind() + newest(anomaly))))
                .toList();
        return Templates.list(asked, shown,
                found.nextCursor() == null
                        ? null
                        : asked.address().queryParam("cursor", found.nextCursor()).build().toString(),
                directory.names(), PURPOSES, KINDS, errors);
    }

    /** The question in the address is shown again, with what was decided. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to,
            @QueryParam("kind") @Nullable String shownKind, @QueryParam("queryPurpose") @Nullable String queryPurpose,
            @RestForm @Nullable String kind, @RestForm @Nullable Long newest, @RestForm @Nullable String outcome,
            @RestForm @Nullable String note) {
        Outcome decided = Chosen.of(Outcome.values(), outcome);
        AnomalyKind of = Arrays.stream(AnomalyKind.values()).filter(one -> one.key().equals(kind)).findFirst()
                .orElse(null);
        if (of == null || newest == null || newest < 0 || decided == null) {
            throw ProblemType.MALFORMED_REQUEST.because("The page sends kind, newest and outcome.");
        }
        String said = note == null ? "" : note.strip();
        if (said.length() > LONGEST_NOTE) {
            // The page's field takes no more.
            throw ProblemType.MALFORMED_REQUEST.because("A note has " + LONGEST_NOTE + " characters at most.");
        }
        decisions.decide(of, newest, decided, said, requester.current());
        return Response.seeOther(asked(from, to, shownKind, queryPurpose).address().build()).build();
    }

    private static long newest(Anomaly anomaly) {
        return anomaly.entries().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static String given(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
