package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.caselink.CaseLinkService;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.LoginBindingService;
import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.notice.NoticeService;
import de.handschlag.consent.notice.ReleaseContent;
import de.handschlag.consent.notice.WantedLanguages;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.edge.InvalidRequest;

/**
 * Releases from professional secrecy (R9): a declaration of its own beside a consent that is in force, for the one source, and given and
 * taken back by the person alone. Declared twice it is one release.
 */
@ApplicationScoped
class SecrecyReleaseService {

    private final SecrecyReleaseRepository releases;
    private final ConsentRecordRepository consentRecords;
    private final DataSubjectService dataSubjects;
    private final LoginBindingService loginBindings;
    private final AgencyService agencies;
    private final CaseLinkService caseLinks;
    private final CatalogueService catalogue;
    private final NoticeService notices;
    private final ReadNotices readNotices;
    private final Outbox outbox;
    private final InstantSource clock;

    SecrecyReleaseService(SecrecyReleaseRepository releases, ConsentRecordRepository consentRecords,
            DataSubjectService dataSubjects, LoginBindingService loginBindings, AgencyService agencies,
            CaseLinkService caseLinks, CatalogueService catalogue, NoticeService notices, ReadNotices readNotices,
            Outbox outbox, InstantSource clock) {
        this.releases = releases;
        this.consentRecords = consentRecords;
        this.dataSubjects = dataSubjects;
        this.loginBindings = loginBindings;
        this.agencies = agencies;
        this.caseLinks = caseLinks;
        this.catalogue = catalogue;
        this.notices = notices;
        this.readNotices = readNotices;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The sources that are released for a consent and those that can be, by id; empty unless the consent is in force. */
    @Transactional
    List<SecrecyReleaseView> list(Login login, UUID consentRecordId, WantedLanguages languages) {
        ConsentRecord consent = own(dataSubjects.require(login), consentRecordId);
        if (!isReleasable(consent, clock.instant())) {
            return List.of();
        }
        SortedSet<String> sources = sources(consent);
        sources.addAll(consent.releasedSources());
        List<SecrecyRelease> standing = releases.standing(consent);
        return sources.stream()
                .map(source -> consent.isReleased(source)
                        ? standing.stream().filter(one -> one.sourceAgencyId().equals(source)).findFirst()
                                .map(this::released).orElseGet(() -> SecrecyReleaseView.known(source))
                        : open(consent, source, languages))
                .toList();
    }

    /** Whether a source can be released for the consent that is not released yet. */
    @Transactional
    boolean hasReleasable(Login login, UUID consentRecordId) {
        ConsentRecord consent = own(dataSubjects.require(login), consentRecordId);
        return isReleasable(consent, clock.instant())
                && sources(consent).stream().anyMatch(source -> !consent.isReleased(source));
    }

    /**
     * What was declared beside each of these consents of one person, by the consent's id, whatever became of it.
     *
     * @param consents of the person who asks
     */
    @Transactional
    Map<UUID, List<DeclaredRelease>> declared(List<ConsentRecordView> consents) {
        Map<UUID, List<SecrecyRelease>> byConsent = releases
                .ofConsents(consents.stream().map(ConsentRecordView::consentRecordId).toList()).stream()
                .collect(Collectors.groupingBy(SecrecyRelease::consentRecordId));
        return consents.stream().collect(Collectors.toMap(ConsentRecordView::consentRecordId,
                consent -> DeclaredRelease.of(consent, byConsent.getOrDefault(consent.consentRecordId(), List.of()))));
    }

    private SecrecyReleaseView released(SecrecyRelease release) {
        return SecrecyReleaseView.of(release, notices.kept(release.evidence().noticeHash()));
    }

    private SecrecyReleaseView open(ConsentRecord consent, String source, WantedLanguages languages) {
        WantedLanguages.Shown shown = notices.shown(languages, consent.purpose());
        return SecrecyReleaseView.open(source, notices.writeRelease(content(consent, source), shown.language()),
                shown.insteadOf());
    }

    /**
     * Whether the source remains to be released; false if it is released.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404, 409 or 422 if there is no such consent, none in force, or no such source
     */
    @Transactional
    boolean requireReleasable(Login login, UUID consentRecordId, String source) {
        return requireReleasable(own(dataSubjects.require(login), consentRecordId), source, clock.instant());
    }

    private boolean requireReleasable(ConsentRecord consent, String source, Instant now) {
        if (!isReleasable(consent, now)) {
            throw SecrecyProblems.noConsentToReleaseFor(consent, now);
        }
        if (consent.isReleased(source)) {
            return false;
        }
        if (!sources(consent).contains(source)) {
            throw InvalidRequest.body("sourceAgencyId",
                    "an agency under professional secrecy is expected that has a case of the person and is not the recipient");
        }
        return true;
    }

    /**
     * The release after the declaration.
     *
     * @param isNew false if it was declared before
     */
    record Released(SecrecyReleaseView view, boolean isNew) {}

    @Transactional
    Released release(Login login, UUID consentRecordId, SecrecyReleaseRequest request) {
        ReadNotices.languageTag(request.language());
        LockedPerson person = dataSubjects.lock(login);
        ConsentRecord consent = own(person.dataSubjectId(), consentRecordId);
        Instant now = clock.instant();
        String source = request.sourceAgencyId();
        if (!requireReleasable(consent, source, now)) {
            return new Released(releases.standing(consent, source).map(this::released)
                    .orElseGet(() -> SecrecyReleaseView.known(source)), false);
        }
        loginBindings.requireMayApprove(login, person, consent.agencyId());
        // Nor may a source free itself by a login that only it has vouched for.
        loginBindings.requireMayApprove(login, person, source);
        agencies.hold(source);
        DecisionEvidence evidence = DecisionEvidence.web(
                readNotices.require(content(consent, source), request.language(), request.noticeHash()),
                login.assuranceLevel());
        outbox.append(consent.release(source, evidence, person.loginBindingId(), person.nextRevision(), now), now);
        SecrecyRelease release = new SecrecyRelease(consent, source, agencies.recipientVersion(source), evidence,
                person.loginBindingId(), consent.consentRevision(), now);
        releases.persist(release);
        return new Released(released(release), true);
    }

    /**
     * A release after it was taken back.
     *
     * @param isNew    false if it was taken back before
     * @param revision the person's after it
     */
    record Withdrawn(boolean isNew, long revision) {}

    /** @param receipt told to watch the person, before anything is committed that a receipt could tell of */
    @Transactional
    Withdrawn withdraw(Login login, UUID consentRecordId, String source, EnforcementWaiter receipt) {
        LockedPerson person = dataSubjects.lock(login);
        receipt.watch(person.dataSubjectId());
        ConsentRecord consent = own(person.dataSubjectId(), consentRecordId);
        Instant now = clock.instant();
        if (!consent.isReleased(source)) {
            Optional<SecrecyRelease> last = releases.newest(consent, source).filter(SecrecyRelease::isWithdrawn);
            if (last.isPresent()) {
                return new Withdrawn(false, last.get().consentRevision());
            }
        }
        outbox.append(consent.withdrawRelease(source, person.loginBindingId(), person.nextRevision(), now), now);
        releases.standing(consent, source)
                .ifPresent(release -> release.withdraw(person.loginBindingId(), consent.consentRevision(), now));
        return new Withdrawn(true, consent.consentRevision());
    }

    /** Before the consents that they belong to. */
    void forget(@Observes @Priority(1) PersonErasure erasure) {
        releases.deleteAllOf(erasure.dataSubjectId());
    }

    /** R7: of a recipient that became another one since, and of what the catalogue does not carry any more, nothing is released. */
    private boolean isReleasable(ConsentRecord consent, Instant now) {
        return consent.isReleasable(now) && agencies.recipientVersion(consent.agencyId()) == consent.recipientVersion()
                && catalogue.consentAttributes(consent.purpose(), consent.agencyType())
                        .containsAll(consent.attributes());
    }

    /** Agencies with a case of the person whose type is bound to secrecy, other than the recipient; by id. */
    private SortedSet<String> sources(ConsentRecord consent) {
        SortedSet<String> sources = new TreeSet<>();
        for (String agencyId : caseLinks.agenciesWithCaseOf(consent.dataSubjectId())) {
            if (!agencyId.equals(consent.agencyId())
                    && agencies.find(agencyId).filter(this::isBoundToSecrecy).isPresent()) {
                sources.add(agencyId);
            }
        }
        return sources;
    }

    /** What is of a type that the catalogue does not know counts as secret, as the registry has it. */
    private boolean isBoundToSecrecy(AgencyView agency) {
        return catalogue.agencyType(agency.agencyType()).map(AgencyType::boundToSecrecy).orElse(true);
    }

    private ReleaseContent content(ConsentRecord consent, String source) {
        return new ReleaseContent(agencies.find(consent.agencyId()).orElseThrow(), agencies.find(source).orElseThrow(),
                consent.purpose(), consent.attributes());
    }

    private ConsentRecord own(UUID dataSubjectId, UUID id) {
        return consentRecords.findShown(dataSubjectId, id).orElseThrow(ConsentProblems::notFound);
    }
}
