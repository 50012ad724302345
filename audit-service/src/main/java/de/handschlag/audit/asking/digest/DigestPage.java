package de.handschlag.audit.asking.digest;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.officer.OfficerMessages;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
import de.handschlag.page.Bar;
import de.handschlag.page.Page;

/** A week of the log on one page. */
@Path("/app/digest")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class DigestPage {

    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.GERMANY);

    private final DigestService service;
    private final QueryRequester requester;
    private final Directory directory;
    private final InstantSource clock;

    DigestPage(DigestService service, QueryRequester requester, Directory directory, InstantSource clock) {
        this.service = service;
        this.requester = requester;
        this.directory = directory;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance week(LogDigest digest, List<Bar> types, List<Bar> anomalies, String before,
                @Nullable String after, Names names);
    }

    @GET
    public TemplateInstance week(@QueryParam("week") @Nullable String week) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LogDigest digest = service.of(week == null || week.isBlank() ? WEEK.format(today.minusDays(7)) : week, null,
                QueryPurpose.ROUTINE_CONTROL.key(), requester.current());
        OfficerMessages text = Page.current().messages(OfficerMessages.class);
        Map<String, Long> types = new LinkedHashMap<>();
        digest.types().forEach(count -> types.put(text.eventType(count.type()), count.entries()));
        Map<String, Integer> anomalies = new LinkedHashMap<>();
        digest.anomalies().forEach((kind, count) -> anomalies.put(text.anomalyKind(kind), count));
        LocalDate next = digest.from().plusDays(7);
        return Templates.week(digest, Bar.of(types), Bar.of(anomalies),
                "/app/digest?week=" + WEEK.format(digest.from().minusDays(7)),
                next.isAfter(today) ? null : "/app/digest?week=" + WEEK.format(next), directory.names());
    }
}
