package de.handschlag.registry.asking;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.registry.asking.ConsentServiceOfOffices.OwnCases;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names.Choice;
import de.handschlag.registry.office.ReadablePurposes;

/** The cases of the own office, by its own references, and what can be done with one: nothing about the person is on these pages. */
@Path("/app/cases")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class OwnCasesPage {

    private static final int SHOWN = 50;

    private final OfficeRequests requests;
    private final ReadablePurposes purposes;
    private final Directory directory;

    OwnCasesPage(OfficeRequests requests, ReadablePurposes purposes, Directory directory) {
        this.requests = requests;
        this.purposes = purposes;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(OwnCases own, @Nullable String next);

        static native TemplateInstance one(String caseReference, List<Choice> purposes);
    }

    @GET
    public TemplateInstance list(@QueryParam("cursor") @Nullable @Size(max = 500) String cursor) {
        OwnCases own = requests.cases(SHOWN, cursor);
        return Templates.list(own, own.nextCursor() == null ? null : "?cursor=" + own.nextCursor());
    }

    @GET
    @Path("/{caseReference}")
    public TemplateInstance one(
            @PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference) {
        return Templates.one(caseReference, directory.names().purposes(purposes.ofLogin()));
    }
}
