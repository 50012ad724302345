package de.handschlag.consent.operation;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.consent.notice.NoticeWordings;
import de.handschlag.consent.notice.NoticeWordings.Completeness;
import de.handschlag.consent.notice.NoticeWordings.Completion;
import de.handschlag.consent.outbox.RelayReport;
import de.handschlag.consent.outbox.RelayReport.Relay;
import de.handschlag.login.Roles;

/** Where an administrator comes after the login: what is to be done, and the way to everything else. */
@Path("/app/admin")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AdministrationPage {

    private final AgencyService agencies;
    private final NoticeWordings wordings;
    private final RelayReport relay;

    AdministrationPage(AgencyService agencies, NoticeWordings wordings, RelayReport relay) {
        this.agencies = agencies;
        this.wordings = wordings;
        this.relay = relay;
    }

    /**
     * How many languages are in which state.
     *
     * @param complete   those in which the notices of all purposes are published
     * @param unapproved those of which somebody has to approve something
     */
    record Languages(long all, long complete, long unapproved) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance home(int agencies, Languages languages, Relay relay);
    }

    @GET
    public TemplateInstance home() {
        return Templates.home(agencies.all().size(), languages(wordings.completeness()), relay.find());
    }

    private static Languages languages(List<Completeness> all) {
        NoticeLanguage[] languages = NoticeLanguage.values();
        long incomplete = all.stream().filter(one -> one.state() != Completion.PUBLISHED).map(Completeness::language)
                .distinct().count();
        long unapproved = all.stream().filter(one -> one.state() == Completion.DRAFT).map(Completeness::language)
                .distinct().count();
        return new Languages(languages.length, languages.length - incomplete, unapproved);
    }
}
