package de.handschlag.registry.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.registry.requester.AgencyRequester;

/** An agency's system reads what changed for it. */
@Path("/v1/changes")
@RolesAllowed(Roles.AGENCY_SYSTEM)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ChangeResource {

    private final ChangeFeed feed;
    private final FeedCursors cursors;
    private final AgencyRequester requester;

    ChangeResource(ChangeFeed feed, FeedCursors cursors, AgencyRequester requester) {
        this.feed = feed;
        this.cursors = cursors;
        this.requester = requester;
    }

    /**
     * Something that changed; never a value.
     *
     * @param type           {@code GRANT_GIVEN}, or what an answer is due to: {@code GRANT_WITHDRAWN}, {@code GRANT_EXPIRED},
     *                       {@code GRANT_INVALIDATED}, {@code PERSON_ERASED}, {@code VALUE_CORRECTED}
     * @param caseReferences the agency's own; several if it knows the person by several
     * @param attributes     keys that may be read now, or that were received
     * @param obligationId   what is to be answered; null where no answer is due
     * @param dueAt          until when; null where no answer is due
     * @param releaseEnded   true: the grant goes on, and it is only about values of a source that is no longer released from secrecy (R9)
     * @param releasedSource that source, until the answer is given and for clients that could read its values; null otherwise, and if its
     *                       name betrays a place
     */
    public record Change(String type, List<String> caseReferences, String purpose, List<String> attributes, Instant at,
            @Nullable UUID obligationId, @Nullable Instant dueAt, boolean releaseEnded,
            @Nullable String releasedSource) {}

    /**
     * A page, the oldest first.
     *
     * @param next where the next page begins, now or later
     * @param more whether there is something behind {@code next} already
     */
    public record Changes(List<Change> changes, String next, boolean more) {}

    @GET
    @Operation(operationId = "listChanges", summary = "New grants, and ends and corrections of what this agency received", description = """
            With `releaseEnded` the grant goes on, and the change is only about what one source said that is no longer released from
            secrecy. `releasedSource` names it until the answer is given, to clients of the purpose, while grant and case go on. It is
            absent as well if the source's name betrays a place: that is not the end of the grant.""")
    @APIResponse(responseCode = "200", description = "A page, the oldest first; empty if nothing is new")
    @APIResponse(responseCode = "422", description = "The cursor is none")
    public Changes changes(@QueryParam("after") @Nullable @Size(max = 100) String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(500) int limit) {
        String agencyId = requester.agencyId();
        long position = cursors.position(agencyId, after);
        List<ChangeFeed.Entry> found = feed.after(agencyId, position, requester.entitledPurposes(), limit);
        List<ChangeFeed.Entry> page = found.subList(0, Math.min(limit, found.size()));
        String next = cursors.text(agencyId, page.isEmpty() ? position : page.getLast().position());
        return new Changes(page.stream()
                .map(entry -> new Change(entry.type(), entry.caseReferences(), entry.purpose(), entry.attributes(),
                        entry.at(), entry.obligationId(), entry.dueAt(), entry.releaseEnded(), entry.releasedSource()))
                .toList(), next, found.size() > limit);
    }
}
