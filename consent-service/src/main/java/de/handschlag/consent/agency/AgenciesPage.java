package de.handschlag.consent.agency;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.catalogue.Authority;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/** The registered agencies, for an administrator. */
@Path("/app/admin/agencies")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AgenciesPage {

    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final CatalogueNames names;

    AgenciesPage(AgencyService agencies, CatalogueService catalogue, CatalogueNames names) {
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.names = names;
    }

    /**
     * An agency with the words of the catalogue.
     *
     * @param type      what its type is called
     * @param authority who receives a complaint
     * @param body      name of the legal body that it is a part of, or its id if it is no agency; null if it is one itself
     */
    record Shown(AgencyView agency, String type, String authority, @Nullable String body) {

        public String sector() {
            return agency.sector().name();
        }

        /** Whether its notice can tell all that Art. 13 GDPR asks for. */
        public boolean isWhole() {
            return agency.contact() != null && agency.dataProtectionOfficer() != null
                    && agency.retentionMonths() != null;
        }
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Shown> agencies);

        static native TemplateInstance one(Shown shown);
    }

    @GET
    public TemplateInstance list() {
        return Templates.list(agencies.all().stream().map(this::shown).toList());
    }

    @GET
    @Path("/{agencyId}")
    public TemplateInstance show(String agencyId) {
        return Templates.one(shown(agencies.find(agencyId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No agency is registered under this id."))));
    }

    private Shown shown(AgencyView agency) {
        Authority authority = catalogue.authorities().get(agency.authority());
        String body = agency.body();
        return new Shown(agency, names.agencyType(agency.agencyType(), Page.current().tag()).label(),
                authority == null ? agency.authority() : authority.name(),
                body == null ? null : agencies.find(body).map(AgencyView::name).orElse(body));
    }
}
