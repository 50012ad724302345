package de.handschlag.consent.access;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.StoredData.Correction;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;

/** Which values a person said are wrong, and what became of that. */
@Path("/app/corrections")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class OwnCorrectionsPage {

    private static final URI CORRECTIONS = URI.create("/app/corrections");

    private final OwnData ownData;
    private final AgencyService agencies;
    private final CatalogueNames names;
    private final PersonDoor door;

    OwnCorrectionsPage(OwnData ownData, AgencyService agencies, CatalogueNames names, PersonDoor door) {
        this.ownData = ownData;
        this.agencies = agencies;
        this.names = names;
        this.door = door;
    }

    /**
     * A request as it is shown.
     *
     * @param complains whether it says where to complain: the answer is late, or no
     */
    record Shown(Named attribute, String office, Correction request, boolean complains) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Shown> requests, boolean known);
    }

    @GET
    public Response list() {
        return door.open(_ -> {
            String language = Page.current().tag();
            Optional<List<Correction>> requests = ownData.corrections();
            return Templates.list(requests
                    .orElse(List.of()).stream().map(one -> new Shown(names.attribute(one.attribute(), language),
                            agencies.nameOf(one.source()), one, one.isOverdue() || "KEPT".equals(one.outcome())))
                    .toList(), requests.isPresent());
        });
    }

    @POST
    @Path("/{id}/withdrawal")
    public Response takeBack(@PathParam("id") UUID id) {
        return door.open(_ -> {
            ownData.takeBackCorrection(id);
            return Response.seeOther(CORRECTIONS).build();
        });
    }
}
