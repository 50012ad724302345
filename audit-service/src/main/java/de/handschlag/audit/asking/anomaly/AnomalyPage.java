package de.handschlag.audit.asking.anomaly;

import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
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
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
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
                List<String> queryPurposes, List<String> kinds);
    }

    /** What is looked at; days are included. */
    public record Asked(String from, String to, @Nullable String kind, String queryPurpose) {}

    /** @param decision null while there is none */
    public record Decided(Anomaly anomaly, long newest, @Nullable AnomalyDecision decision) {}

    @GET
    public TemplateInstance list(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to,
            @QueryParam("kind") @Nullable String kind, @QueryParam("queryPurpose") @Nullable String queryPurpose,
            @QueryParam("cursor") @Nullable String cursor) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), TIME_ZONE);
        Asked asked = new Asked(given(from, today.minusDays(DAYS - 1L).toString()), given(to, today.toString()),
                kind == null || kind.isBlank() ? null : kind, given(queryPurpose, QueryPurpose.ROUTINE_CONTROL.key()));
        Anomaly.Page found = service.find(
                new AnomalyService.Question(asked.from(), asked.to(), null, asked.kind(), asked.queryPurpose()),
                Cursor.of(cursor), SHOWN, requester.current());
        List<Long> newest = found.anomalies().stream().map(AnomalyPage::newest).toList();
        Map<String, AnomalyDecision> made = decisions.about(newest).stream()
                .collect(Collectors.toMap(decision -> decision.kind() + decision.newest(), Function.identity()));
        List<Decided> shown = found.anomalies().stream()
                .map(anomaly -> new Decided(anomaly, newest(anomaly), made.get(anomaly.kind() + newest(anomaly))))
                .toList();
        UriBuilder next = UriBuilder.fromPath("/app/anomalies").queryParam("from", asked.from())
                .queryParam("to", asked.to()).queryParam("queryPurpose", asked.queryPurpose());
        if (asked.kind() != null) {
            next.queryParam("kind", asked.kind());
        }
        return Templates.list(asked, shown,
                found.nextCursor() == null ? null : next.queryParam("cursor", found.nextCursor()).build().toString(),
                directory.names(), PURPOSES, KINDS);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(@RestForm @Nullable String kind, @RestForm @Nullable Long newest,
            @RestForm @Nullable String outcome, @RestForm @Nullable String note) {
        Outcome decided = Arrays.stream(Outcome.values()).filter(one -> one.name().equals(outcome)).findFirst()
                .orElse(null);
        AnomalyKind of = Arrays.stream(AnomalyKind.values()).filter(one -> one.key().equals(kind)).findFirst()
                .orElse(null);
        if (of == null || newest == null || newest < 0 || decided == null) {
            throw ProblemType.MALFORMED_REQUEST.because("The page sends kind, newest and outcome.");
        }
        String said = note == null ? "" : note.strip();
        decisions.decide(of, newest, decided, said.substring(0, Math.min(LONGEST_NOTE, said.length())),
                requester.current());
        return Response.seeOther(URI.create("/app/anomalies?kind=" + of.key())).build();
    }

    private static long newest(Anomaly anomaly) {
        return anomaly.entries().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static String given(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
