package de.handschlag.consent.confidential;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.caselink.CaseLinkService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.confidential.ConfidentialMarks.Marks;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;

/** What a person keeps from their guardians (R12). */
@Path("/app/confidential")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ConfidentialPage {

    private static final URI SAVED = URI.create("/app/confidential?saved=yes");

    private final ConfidentialMarks marks;
    private final DataSubjectService dataSubjects;
    private final CaseLinkService caseLinks;
    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final CatalogueNames names;
    private final PersonDoor door;

    ConfidentialPage(ConfidentialMarks marks, DataSubjectService dataSubjects, CaseLinkService caseLinks,
            AgencyService agencies, CatalogueService catalogue, CatalogueNames names, PersonDoor door) {
        this.marks = marks;
        this.dataSubjects = dataSubjects;
        this.caseLinks = caseLinks;
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.names = names;
        this.door = door;
    }

    /** An item that can be kept from guardians. */
    record Item(Named attribute, boolean marked) {}

    /** An office that knows the person, or is marked. */
    record Office(String agencyId, String name, boolean marked) {

        public String field() {
            return "agency-" + agencyId;
        }
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(List<Office> offices, List<Item> items, boolean saved);
    }

    @GET
    public Response show(@RestQuery @Nullable String saved) {
        return door.open(login -> page(login, "yes".equals(saved)));
    }

    /** @param form what is ticked; what is not, guardians see */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(MultivaluedMap<String, String> form) {
        return door.open(login -> {
            marks.mark(login, Objects.requireNonNullElse(form.get("attribute"), List.of()),
                    Objects.requireNonNullElse(form.get("agency"), List.of()));
            return Response.seeOther(SAVED).build();
        });
    }

    private TemplateInstance page(Login login, boolean saved) {
        UUID person = dataSubjects.require(login);
        Marks now = marks.of(login);
        Set<String> offices = new TreeSet<>(caseLinks.agenciesWithCaseOf(person));
        offices.addAll(now.agencies());
        String language = Page.current().tag();
        return Templates.show(
                offices.stream().map(id -> new Office(id, agencies.nameOf(id), now.agencies().contains(id))).toList(),
                catalogue.attributes().stream().filter(attribute -> marks.mayBeKept(attribute.key()))
                        .map(attribute -> new Item(names.attribute(attribute.key(), language),
                                now.attributes().contains(attribute.key())))
                        .toList(),
                saved);
    }
}
