package de.handschlag.consent.personreport;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.AccessWords;
import de.handschlag.consent.access.OwnData;
import de.handschlag.consent.access.OwnLog.Accesses;
import de.handschlag.consent.access.StoredData.Value;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.consentrecord.OwnConsents;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.paper.PaperPress;
import de.handschlag.consent.personreport.PersonReport.Stored;
import de.handschlag.consent.personreport.PersonReport.Viewer;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;

/** What a person can take along: printed decisions, the report about themselves, and the proof that it is complete (Art. 15 GDPR). */
@Path("/app/papers")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
class PapersPage {

    private static final String PORTABLE_DOCUMENT = "application/pdf";
    private static final int ACCESSES_ON_PAPER = 400;

    private final OwnData ownData;
    private final OwnConsents consents;
    private final AccessWords accessWords;
    private final AgencyService agencies;
    private final CatalogueNames names;
    private final CatalogueService catalogue;
    private final PaperPress press;
    private final PersonDoor door;
    private final InstantSource clock;

    PapersPage(OwnData ownData, OwnConsents consents, AccessWords accessWords, AgencyService agencies,
            CatalogueNames names, CatalogueService catalogue, PaperPress press, PersonDoor door, InstantSource clock) {
        this.ownData = ownData;
        this.consents = consents;
        this.accessWords = accessWords;
        this.agencies = agencies;
        this.names = names;
        this.catalogue = catalogue;
        this.press = press;
        this.door = door;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show();
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show() {
        return door.open(_ -> Templates.show());
    }

    @GET
    @Path("/pdf")
    @Produces({PORTABLE_DOCUMENT, MediaType.TEXT_HTML})
    public Response pdf() {
        return door.open(login -> {
            PersonReport report = report(login, Page.current());
            return file(press.print(report.title(), report.language(), report.madeAt(), report::write),
                    PORTABLE_DOCUMENT, "handschlag", "pdf");
        });
    }

    /** Whole, or none: a person who reads nothing of an access would believe that there was none. */
    private PersonReport report(Login login, Page page) {
        List<Value> values = ownData.allValues().orElseThrow(OwnData::away);
        Accesses accesses = ownData.newestAccesses(ACCESSES_ON_PAPER).orElseThrow(OwnData::away);
        return new PersonReport(page, clock.instant().truncatedTo(ChronoUnit.SECONDS), consents.decisions(login, page),
                values.stream().map(value -> stored(value, page)).toList(),
                accesses.accesses().stream().map(accessWords::told).toList(), accesses.nextCursor() != null,
                accesses.incompleteSince());
    }

    private Stored stored(Value value, Page page) {
        return new Stored(agencies.nameOf(value.source()), names.attribute(value.attribute(), page.tag()),
                catalogue.valueInWords(value.attribute(), value.value(), page), value.asOf(), value.behindBlock(),
                value.mayBeSeenBy().stream().map(viewer -> new Viewer(agencies.nameOf(viewer.agency()),
                        names.purpose(viewer.purpose(), page.tag()), viewer.norm())).toList());
    }

    @GET
    @Path("/report")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public Response report() {
        return door.open(_ -> file(ownData.paper(() -> ownData.log().report()), MediaType.APPLICATION_JSON,
                "handschlag-report", "json"));
    }

    @GET
    @Path("/completeness")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    public Response completeness() {
        return door.open(_ -> file(ownData.paper(() -> ownData.log().completeness()), MediaType.APPLICATION_JSON,
                "handschlag-completeness", "json"));
    }

    private Response file(Object content, String type, String name, String ending) {
        return Response.ok(content, type).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "-"
                + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "." + ending + "\"").build();
    }
}
