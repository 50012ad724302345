package de.handschlag.consent.consentrecord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.OwnData;
import de.handschlag.consent.access.StoredData.Obligation;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.OpenToGuardians;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.enforcement.Enforcement;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/**
 * What becomes of a decision: from when on reads heed it, and what each office did with its copy (G6). While something is open that
 * moves in seconds, the browser asks again by itself, without a script; what may take days, the person asks for.
 */
@Path("/app/enforcements/{revision}")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@OpenToGuardians
class EnforcementPage {

    private static final Duration SOON = Duration.ofMinutes(5);

    private final EnforcementService enforcement;
    private final DataSubjectService dataSubjects;
    private final OwnRecords records;
    private final OwnData ownData;
    private final PersonDoor door;
    private final InstantSource clock;

    EnforcementPage(EnforcementService enforcement, DataSubjectService dataSubjects, OwnRecords records,
            OwnData ownData, PersonDoor door, InstantSource clock) {
        this.enforcement = enforcement;
        this.dataSubjects = dataSubjects;
        this.records = records;
        this.ownData = ownData;
        this.door = door;
        this.clock = clock;
    }

    /**
     * What one office has to do.
     *
     * @param copy what it owes an answer to; null if it received nothing, or that cannot be told
     */
    record Ended(UUID id, String office, Named purpose, @Nullable Obligation copy) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(List<Ended> ended, boolean pending, @Nullable Instant enforcedAt,
                boolean withdrawn, boolean known, boolean open);
    }

    @GET
    public Response show(long revision) {
        return door.openToGuardians(login -> answer(login, revision));
    }

    private Response answer(Login login, long revision) {
        if (revision < 1 || revision > dataSubjects.consentRevision(login)) {
            throw ProblemType.NOT_FOUND.because("This person has no such revision.");
        }
        Enforcement state = enforcement.find(dataSubjects.require(login), revision);
        boolean pending = state.enforcement() == Enforcement.State.PENDING;
        List<ConsentRecordView> views = records.endedWith(login, revision);
        Optional<List<Obligation>> copies = pending || views.isEmpty() ? Optional.of(List.of()) : ownData.obligations();
        List<Ended> ended = views.stream().map(view -> ended(view, copies.orElse(List.of()), Page.current().tag()))
                .toList();
        boolean open = ended.stream().map(Ended::copy).anyMatch(copy -> copy != null && copy.isOpen());
        Response.ResponseBuilder answer = Response.ok(Templates.show(ended, pending, state.enforcedAt(),
                views.stream().anyMatch(view -> view.status() == ConsentStatus.WITHDRAWN), copies.isPresent(), open));
        if (pending) {
            answer.header("Refresh", "2");
        } else if (open && views.stream().anyMatch(this::isFresh)) {
            answer.header("Refresh", "15");
        }
        return answer.build();
    }

    private Ended ended(ConsentRecordView view, List<Obligation> copies, String language) {
        return new Ended(view.consentRecordId(), records.officeName(view.agencyId()),
                records.purpose(view.purpose(), language),
                copies.stream().filter(copy -> view.consentRecordId().equals(copy.consentRecordId())).findFirst()
                        .orElse(null));
    }

    private boolean isFresh(ConsentRecordView view) {
        Instant endedAt = view.endedAt();
        return endedAt != null && endedAt.plus(SOON).isAfter(clock.instant());
    }
}
