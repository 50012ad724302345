package de.handschlag.consent.processingrecord;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.catalogue.Authority;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.notice.NoticeSettings;
import de.handschlag.consent.notice.NoticeSettings.OperatorRole;
import de.handschlag.consent.paper.PaperPress;
import de.handschlag.consent.paper.PrintedPage;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/** An agency's papers, to be printed: drafts that its data-protection officer completes and signs. */
@Path("/app/admin/agencies/{agencyId}")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ProcessingRecordPage {

    private static final String PORTABLE_DOCUMENT = "application/pdf";
    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");

    private final ProcessingRecord record;
    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final CatalogueNames names;
    private final NoticeSettings settings;
    private final InstantSource clock;
    private final int maxMonths;
    private final PaperPress press;

    ProcessingRecordPage(ProcessingRecord record, AgencyService agencies, CatalogueService catalogue,
            CatalogueNames names, NoticeSettings settings, InstantSource clock,
            @ConfigProperty(name = "handschlag.consent.max-months", defaultValue = "12") int maxMonths,
            PaperPress press) {
        this.record = record;
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.names = names;
        this.settings = settings;
        this.clock = clock;
        this.maxMonths = maxMonths;
        this.press = press;
    }

    /**
     * What heads each paper.
     *
     * @param type         what the agency's type is called
     * @param body         legal body that it is a part of; null if it is one itself
     * @param authority    who receives complaints
     * @param operator     who runs the platform; null if that is not set
     * @param operatorRole null if it is not settled: then nobody should go live
     * @param day          on which it was written
     */
    record Head(AgencyView agency, String type, @Nullable String body, String authority, @Nullable String operator,
            @Nullable OperatorRole operatorRole, String day) {

        /** How a template names the role. */
        public String role() {
            return operatorRole == null || operator == null ? "OPEN" : operatorRole.name();
        }
    }

    /**
     * One row of the impact assessment's annex.
     *
     * @param risk  name of the {@link Risk}
     * @param rules numbers of the rules that reduce it
     */
    record RiskRow(String risk, List<String> purposes, String rules) {}

    /** An agency with which data are shared, as source or as reader. */
    record Partner(String name, String type, @Nullable String contact) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance record(Head head, List<Activity> activities, int evidenceMonths);

        static native TemplateInstance assessment(Head head, List<Activity> activities, List<RiskRow> risks,
                int maxMonths, int answerHours);

        static native TemplateInstance arrangement(Head head, List<Activity> activities, List<Partner> partners,
                int answerHours);
    }

    @GET
    @Path("/processing-record")
    public TemplateInstance record(String agencyId) {
        Head head = head(agencyId);
        return Templates.record(head, record.of(head.agency(), language()), settings.evidenceMonths());
    }

    @GET
    @Path("/processing-record/pdf")
    @Produces({PORTABLE_DOCUMENT, MediaType.TEXT_HTML})
    public Response recordPdf(String agencyId) {
        return printed(record(agencyId), "processing-record-" + agencyId);
    }

    @GET
    @Path("/impact-assessment/pdf")
    @Produces({PORTABLE_DOCUMENT, MediaType.TEXT_HTML})
    public Response assessmentPdf(String agencyId) {
        return printed(assessment(agencyId), "impact-assessment-" + agencyId);
    }

    @GET
    @Path("/joint-controllers/pdf")
    @Produces({PORTABLE_DOCUMENT, MediaType.TEXT_HTML})
    public Response arrangementPdf(String agencyId) {
        return printed(arrangement(agencyId), "joint-controllers-" + agencyId);
    }

    /** The page itself on paper, so that the two cannot differ. */
    private Response printed(TemplateInstance page, String name) {
        PrintedPage printed = PrintedPage.of(page.render());
        return Response
                .ok(press.print(printed.title(), Page.current().language(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS), printed::write), PORTABLE_DOCUMENT)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".pdf\"").build();
    }

    @GET
    @Path("/impact-assessment")
    public TemplateInstance assessment(String agencyId) {
        Head head = head(agencyId);
        List<Activity> activities = record.of(head.agency(), language());
        List<RiskRow> risks = Arrays.stream(Risk.values())
                .map(risk -> new RiskRow(risk.name(),
                        risk.of(activities).stream().map(Activity::label).distinct().toList(),
                        String.join(", ", risk.rules())))
                .filter(row -> !row.purposes().isEmpty()).toList();
        return Templates.assessment(head, activities, risks, maxMonths, settings.answerHours());
    }

    @GET
    @Path("/joint-controllers")
    public TemplateInstance arrangement(String agencyId) {
        Head head = head(agencyId);
        List<Partner> partners = agencies.all().stream().filter(other -> !other.agencyId().equals(agencyId))
                .map(other -> new Partner(other.name(), names.agencyType(other.agencyType(), language()).label(),
                        other.contact()))
                .toList();
        return Templates.arrangement(head, record.of(head.agency(), language()), partners, settings.answerHours());
    }

    private Head head(String agencyId) {
        AgencyView agency = agencies.find(agencyId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No agency is registered under this id."));
        Authority authority = catalogue.authorities().get(agency.authority());
        String body = agency.body();
        return new Head(agency, names.agencyType(agency.agencyType(), language()).label(),
                body == null ? null : agencies.find(body).map(AgencyView::name).orElse(body),
                authority == null ? agency.authority() : authority.name(),
                settings.operatorName().filter(name -> !name.isBlank()).orElse(null),
                settings.operatorRole().orElse(null),
                Page.current().day(LocalDate.ofInstant(clock.instant(), GERMANY)));
    }

    private static String language() {
        return Page.current().tag();
    }
}
