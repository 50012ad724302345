package de.handschlag.consent.page;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.OwnData;
import de.handschlag.consent.access.OwnLog.Access;
import de.handschlag.consent.access.RecentAccesses;
import de.handschlag.consent.access.RecentAccesses.Recent;
import de.handschlag.consent.access.StoredData.Correction;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.ConsentsMessages;
import de.handschlag.consent.consentrecord.EndedLately;
import de.handschlag.consent.consentrecord.EndedLately.Ended;
import de.handschlag.consent.consentrecord.OwnConsents;
import de.handschlag.consent.consentrecord.OwnConsents.Card;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.DataSubjectService.WaitingLogins;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.event.AccessKind;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;

/** The first page after login: what waits for a decision, what ended by itself lately, what is in force, who looked lately, who is late, and what became of values that are wrong. */
@Path("/app")
@RolesAllowed({Roles.DATA_SUBJECT, Roles.ADMIN})
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class HomePage {

    private static final int SEEN_AT_MOST = 3;
    private static final Duration LATELY = Duration.ofDays(30);

    private final DataSubjectService dataSubjects;
    private final OwnConsents consents;
    private final EndedLately endedLately;
    private final RecentAccesses accesses;
    private final OwnData ownData;
    private final AgencyService agencies;
    private final CatalogueNames names;
    private final SecurityIdentity identity;
    private final InstantSource clock;

    HomePage(DataSubjectService dataSubjects, OwnConsents consents, EndedLately endedLately, RecentAccesses accesses,
            OwnData ownData, AgencyService agencies, CatalogueNames names, SecurityIdentity identity,
            InstantSource clock) {
        this.dataSubjects = dataSubjects;
        this.consents = consents;
        this.endedLately = endedLately;
        this.accesses = accesses;
        this.ownData = ownData;
        this.agencies = agencies;
        this.names = names;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * An access as the page tells it.
     *
     * @param office null if the log names none
     * @param norm   statute or named basis, if nobody was asked
     * @param link   to all that the log says of it; null unless it is the beginning of an emergency access
     */
    record Seen(Instant time, @Nullable String office, @Nullable Named purpose, List<Named> attributes,
            boolean emergency, @Nullable String norm, @Nullable String link) {}

    /** @param known false while the log cannot be asked */
    record Lately(boolean known, List<Seen> seen, List<Seen> overdue) {}

    /** A value that the person said is wrong, of which there is something new: an answer of the last 30 days, or none in time. */
    record Contested(Named attribute, String office, boolean overdue) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance home(List<Card> waiting, List<Card> recorded, WaitingLogins waitingLogins,
                List<Ended> ended, List<Contested> contested, List<Card> allowed, Lately lately);
    }

    @GET
    public Response show() {
        if (!identity.hasRole(Roles.DATA_SUBJECT)) {
            return Response.seeOther(URI.create("/app/admin")).build();
        }
        Login login = Login.of(identity);
        if (dataSubjects.find(login).isEmpty()) {
            return Response.seeOther(URI.create("/app/code")).build();
        }
        String language = Page.current().tag();
        return Response.ok(Templates.home(consents.waiting(login, language), consents.toBeAnswered(login, language),
                dataSubjects.waitingLogins(login),
                endedLately.of(login, Page.current().messages(ConsentsMessages.class)), contested(language),
                consents.inForce(login, language), lately(language))).build();
    }

    /** None while the registry cannot be asked: the page of these requests says that, and a first page without them is better than none. */
    private List<Contested> contested(String language) {
        Instant since = clock.instant().minus(LATELY);
        return ownData.corrections().orElse(List.of()).stream().filter(one -> isNews(one, since))
                .map(one -> new Contested(names.attribute(one.attribute(), language), agencies.nameOf(one.source()),
                        one.isOverdue()))
                .toList();
    }

    private static boolean isNews(Correction one, Instant since) {
        Instant answeredAt = one.answeredAt();
        return answeredAt == null ? one.isOverdue() : answeredAt.isAfter(since);
    }

    private Lately lately(String language) {
        Optional<Recent> recent = accesses.find();
        return recent
                .map(found -> new Lately(true, shown(found.seen()).map(access -> seen(access, language)).toList(),
                        found.overdue().stream().map(access -> seen(access, language)).toList()))
                .orElseGet(() -> new Lately(false, List.of(), List.of()));
    }

    /** The newest, and besides what a message told of (R41), so that later reads do not hide it: emergency accesses of the last 30 days. */
    private Stream<Access> shown(List<Access> seen) {
        Instant since = clock.instant().minus(LATELY);
        List<Access> newest = seen.subList(0, Math.min(SEEN_AT_MOST, seen.size()));
        return Stream.concat(newest.stream(),
                seen.stream().skip(newest.size()).filter(access -> isEmergency(access) && isShownSince(access, since)));
    }

    private static boolean isEmergency(Access access) {
        return access.kind() == AccessKind.EMERGENCY_OPENED;
    }

    private static boolean isShownSince(Access access, Instant since) {
        Instant shownFrom = access.shownFrom();
        return (shownFrom == null ? access.time() : shownFrom).isAfter(since);
    }

    private Seen seen(Access access, String language) {
        String agency = access.agency();
        String purpose = access.purpose();
        return new Seen(access.time(),
                agency == null ? null : agencies.find(agency).map(AgencyView::name).orElse(agency),
                purpose == null ? null : names.purpose(purpose, language),
                access.attributes().stream().map(key -> names.attribute(key, language)).toList(),
                access.emergency() != null, access.norm(),
                isEmergency(access) ? "/app/accesses/" + access.index() : null);
    }
}
