package de.handschlag.audit.page;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.asking.anomaly.AnomalyService;
import de.handschlag.audit.asking.complaint.ComplaintService;
import de.handschlag.audit.asking.complaint.ComplaintView;
import de.handschlag.audit.asking.health.LogHealth;
import de.handschlag.audit.asking.health.LogHealthService;
import de.handschlag.audit.asking.inbox.InboxService;
import de.handschlag.audit.officer.Directory;
import de.handschlag.audit.officer.Names;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** The data-protection officer's inbox: what waits, the most urgent first. */
@Path("/app")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class HomePage {

    private static final ZoneId TIME_ZONE = ZoneId.of("Europe/Berlin");
    private static final int DAYS = 7;
    private static final int COMPLAINTS = 10;

    private final ComplaintService complaints;
    private final AnomalyService anomalies;
    private final InboxService inbox;
    private final LogHealthService health;
    private final Directory directory;
    private final QueryRequester requester;
    private final InstantSource clock;

    HomePage(ComplaintService complaints, AnomalyService anomalies, InboxService inbox, LogHealthService health,
            Directory directory, QueryRequester requester, InstantSource clock) {
        this.complaints = complaints;
        this.anomalies = anomalies;
        this.inbox = inbox;
        this.health = health;
        this.directory = directory;
        this.requester = requester;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance home(ComplaintView.Complaints complaints, List<Kind> anomalies,
                InboxService.Waiting waiting, LogHealth health, Names names);
    }

    /** How many anomalies of a kind there are. */
    public record Kind(String kind, int count) {}

    @GET
    public TemplateInstance show() {
        LocalDate tomorrow = LocalDate.ofInstant(clock.instant(), TIME_ZONE).plusDays(1);
        InboxService.Waiting waiting = inbox.waiting(requester.current());
        List<Kind> kinds = anomalies.counts(tomorrow.minusDays(DAYS), tomorrow, null).entrySet().stream()
                .filter(count -> count.getValue() > 0).sorted(Map.Entry.comparingByKey())
                .map(count -> new Kind(count.getKey(), count.getValue())).toList();
        return Templates.home(complaints.list(true, COMPLAINTS), kinds, waiting, health.now(), directory.names());
    }
}
