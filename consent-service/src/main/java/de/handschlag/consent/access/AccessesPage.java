package de.handschlag.consent.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.AccessWords.Told;
import de.handschlag.consent.access.OwnLog.Accesses;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;

/** Who saw what, in plain words, and why that was allowed. */
@Path("/app/accesses")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AccessesPage {

    private final OwnData ownData;
    private final AccessWords words;
    private final PersonDoor door;

    AccessesPage(OwnData ownData, AccessWords words, PersonDoor door) {
        this.ownData = ownData;
        this.words = words;
        this.door = door;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Told> accesses, boolean known, @Nullable String next,
                @Nullable Instant incompleteSince);

        static native TemplateInstance one(Told told, @Nullable String why, @Nullable String queryPurpose);
    }

    @GET
    public Response list(@RestQuery @Nullable String cursor) {
        return door.open(_ -> {
            Optional<Accesses> page = ownData.accesses(cursor);
            String next = page.map(Accesses::nextCursor).orElse(null);
            return Templates.list(page.map(Accesses::accesses).orElse(List.of()).stream().map(words::told).toList(),
                    page.isPresent(), next == null ? null : "?cursor=" + next,
                    page.map(Accesses::incompleteSince).orElse(null));
        });
    }

    @GET
    @Path("/{index}")
    public Response one(long index) {
        return door.open(_ -> {
            Told told = words.told(ownData.access(index));
            return Templates.one(told, AccessWords.why(told.access()), AccessWords.queryPurpose(told.access()));
        });
    }
}
