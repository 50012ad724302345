package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.caselink.CaseLinkService;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.datasubject.Ages;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.LoginBindingService;
import de.handschlag.consent.datasubject.PersonJobs;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticeContent;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.consent.notice.NoticeService;
import de.handschlag.consent.notice.WantedLanguages;
import de.handschlag.consent.notification.NotificationOutbox;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.problem.ProblemType;

/**
 * Approvals that the person gives without a login, and two employees of the recipient record (R6, R8; ADR 72). The office is answered by what it
 * knows itself: whether what was recorded counts, it learns only from whether there is a permission (R10).
 */
@ApplicationScoped
public class RecordedApprovals {

    private static final int MOST_WAITING = 100;

    private final ConsentRecordRepository consentRecords;
    private final ApprovalRecordingRepository recordings;
    private final ConsentRecordService decisions;
    private final DataSubjectService dataSubjects;
    private final LoginBindingService loginBindings;
    private final Ages ages;
    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final NoticeService notices;
    private final ReadNotices readNotices;
    private final CaseLinkService caseLinks;
    private final NotificationOutbox notifications;
    private final AskingSettings settings;
    private final InstantSource clock;

    RecordedApprovals(ConsentRecordRepository consentRecords, ApprovalRecordingRepository recordings,
            ConsentRecordService decisions, DataSubjectService dataSubjects, LoginBindingService loginBindings,
            Ages ages, AgencyService agencies, CatalogueService catalogue, NoticeService notices,
            ReadNotices readNotices, CaseLinkService caseLinks, NotificationOutbox notifications,
            AskingSettings settings, InstantSource clock) {
        this.consentRecords = consentRecords;
        this.recordings = recordings;
        this.decisions = decisions;
        this.dataSubjects = dataSubjects;
        this.loginBindings = loginBindings;
        this.ages = ages;
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.notices = notices;
        this.readNotices = readNotices;
        this.caseLinks = caseLinks;
        this.notifications = notifications;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The notice to show or read out, about all that the agency asked for: what of it the person said no to before, it does not tell (R10).
     *
     * @param notice          as it reads now
     * @param missingLanguage the language in which it was wanted; null unless there is none in it (R31)
     */
    public record ToRead(Notice notice, @Nullable String missingLanguage) {}

    /**
     * The notice of one of the agency's own requests.
     *
     * @return empty if the agency made no such request
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if the request waits no more, 422 if the text is no language tag
     */
    @Transactional
    public Optional<ToRead> toRead(String agencyId, UUID id, String language) {
        return consentRecords.findOfAgency(agencyId, id).map(asked -> {
            Instant now = clock.instant();
            requireOpen(asked, now);
            WantedLanguages.Shown shown = notices.shown(
                    WantedLanguages.ofTag(language)
                            .orElseThrow(() -> InvalidRequest.query("language", ConsentProblems.LANGUAGE_TAG_EXPECTED)),
                    asked.purpose());
            return new ToRead(notices.write(content(asked), shown.language(), shown.insteadOf() != null, now),
                    shown.insteadOf());
        });
    }

    /**
     * An employee records that the person said yes. It takes the place of what was recorded before and nobody confirmed; once confirmed, it
     * stays as it is.
     *
     * @return empty if the agency made no such request
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if the request waits no more or the notice reads otherwise by now, 422 if more is
     *                                                     recorded than was asked for, or something of a special category (R5)
     */
    @Transactional
    public Optional<RecordedApprovalView> record(AgencyClient client, UUID id, NewRecordedApproval said) {
        ReadNotices.languageTag(said.language());
        return consentRecords.dataSubjectOf(client.agencyId(), id).map(dataSubjectId -> {
            var _ = lock(client, dataSubjectId);
            ConsentRecord asked = consentRecords.findById(id);
            Instant now = clock.instant();
            requireOpen(asked, now);
            List<String> attributes = attributes(said, asked);
            int months = Objects.requireNonNullElse(said.months(), asked.months());
            if (months > asked.months()) {
                throw InvalidRequest.body("months", "a grant lasts no longer than was asked for");
            }
            NoticeService.Read read = readNotices.require(content(asked), said.language(), said.noticeHash(), now);
            Optional<ApprovalRecording> before = recordings.of(id);
            if (before.isPresent() && before.get().isConfirmed()) {
                return RecordedApprovalView.of(before.get(), asked, client.requireEmployee());
            }
            before.ifPresent(former -> {
                recordings.delete(former);
                recordings.flush();
            });
            ApprovalRecording recording = new ApprovalRecording(asked, said, attributes, read.notice(),
                    read.countedFrom().atOffset(ZoneOffset.UTC).plusMonths(months).toInstant(),
                    client.requireEmployee(), now);
            recordings.persist(recording);
            return RecordedApprovalView.of(recording, asked, client.requireEmployee());
        });
    }

    private LockedPerson lock(AgencyClient client, UUID dataSubjectId) {
        LockedPerson person = dataSubjects.lock(dataSubjectId);
        caseLinks.requireNotTheirGuardian(client, dataSubjectId);
        return person;
    }

    private List<String> attributes(NewRecordedApproval said, ConsentRecord asked) {
        InvalidRequest.requireDistinct("attributes", said.attributes());
        if (!asked.requestedAttributes().containsAll(said.attributes())) {
            throw InvalidRequest.body("attributes", "a grant covers no more than was asked for");
        }
        if (said.attributes().stream().anyMatch(this::isSpecial)) {
            throw InvalidRequest.body("attributes",
                    "of a special category nothing is given on paper or by word of mouth (R5)");
        }
        return List.copyOf(new TreeSet<>(said.attributes()));
    }

    private boolean isSpecial(String key) {
        return catalogue.attribute(key).filter(one -> one.sensitivity() == Sensitivity.SPECIAL).isPresent();
    }

    /** Only by what the agency did itself, and by the clock (R10). */
    private void requireOpen(ConsentRecord asked, Instant now) {
        if (asked.takenBackAt() != null || !now.isBefore(asked.lapsesAt())) {
            throw ProblemType.CONFLICT.because("The request was taken back, or the time to answer it is over.");
        }
        if (agencies.recipientVersion(asked.agencyId()) != asked.recipientVersion() || !catalogue
                .consentAttributes(asked.purpose(), asked.agencyType()).containsAll(asked.requestedAttributes())) {
            throw ProblemType.CONFLICT.because("The catalogue or the agency is not any more what the request was for.");
        }
    }

    private NoticeContent content(ConsentRecord asked) {
        return new NoticeContent(agencies.find(asked.agencyId()).orElseThrow(), asked.purpose(),
                asked.requestedAttributes(), asked.months());
    }

    /** What an employee of the agency recorded for one of its requests; empty if nothing. */
    @Transactional
    public Optional<RecordedApprovalView> find(AgencyClient client, UUID id) {
        return consentRecords.findOfAgency(client.agencyId(), id).flatMap(asked -> recordings.of(id)
                .map(found -> RecordedApprovalView.of(found, asked, client.requireEmployee())));
    }

    /** What waits for a second employee of the agency, for these purposes; the oldest first, at most 100. */
    @Transactional
    public List<RecordedApprovalView> waiting(AgencyClient client, Set<String> purposes) {
        return purposes
                .isEmpty()
                        ? List.of()
                        : recordings.waiting(client.agencyId(), purposes, clock.instant(), MOST_WAITING).stream()
                                .map(found -> RecordedApprovalView.of(found,
                                        consentRecords.findById(found.consentRecordId()), client.requireEmployee()))
                                .toList();
    }

    /**
     * A second employee says that they saw the paper or heard the person. Only now it is given, if it can be; the answer is the same if it
     * cannot (R10). Once more changes nothing.
     *
     * @param recordedApprovalId what the employee saw
     * @return empty if the agency recorded nothing of this id for the request
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if this login recorded it, 409 if the request waits no more or the notice reads
     *                                                     otherwise by now
     */
    @Transactional
    public Optional<RecordedApprovalView> confirm(AgencyClient client, UUID id, UUID recordedApprovalId) {
        return consentRecords.dataSubjectOf(client.agencyId(), id).flatMap(dataSubjectId -> {
            LockedPerson person = lock(client, dataSubjectId);
            ConsentRecord asked = consentRecords.findById(id);
            return recordings.of(id).filter(found -> found.recordedApprovalId().equals(recordedApprovalId))
                    .map(recording -> {
                        Instant now = clock.instant();
                        if (!recording.isConfirmed()) {
                            requireOpen(asked, now);
                            requireReadsAsThen(asked, recording);
                        }
                        if (recording.confirm(client.requireEmployee())) {
                            giveIfPossible(person, asked, recording, now);
                        }
                        return RecordedApprovalView.of(recording, asked, client.requireEmployee());
                    });
        });
    }

    private void giveIfPossible(LockedPerson person, ConsentRecord asked, ApprovalRecording recording, Instant now) {
        List<String> granted = recording.attributes();
        Instant contestedSince = now.minus(settings.contestedFor());
        // What the person was asked for before and said no to is not given by the way (R2), nor is the rest: it would tell which.
        if (!asked.putAttributes().containsAll(granted) || granted.stream().anyMatch(this::isSpecial)
                || !asked.isWaiting(now)
                || consentRecords.isContestedSince(person.dataSubjectId(), asked.agencyId(), contestedSince)
                || !caseLinks.hasCaseOf(asked.agencyId(), person.dataSubjectId())
                || !loginBindings.maySign(person, recording.signedBy())) {
            return;
        }
        Instant latestEnd = recording.signedBy() == Signer.GUARDIAN ? ages.decidesAloneFrom(person) : null;
        Instant until = earliest(recording.agreedUntil(), latestEnd);
        Instant end = earliest(until, now.plus(settings.recordedFor()));
        if (!end.isAfter(now)) {
            return;
        }
        decisions.give(person, asked, now, revision -> asked.approve(new Grant(granted, List.of()),
                recording.evidence(), recording.approval(until), end, revision, now));
        notifications.noteRecorded(person, now);
    }

    /** R7: also between the two employees nothing changed of what the person read. */
    private void requireReadsAsThen(ConsentRecord asked, ApprovalRecording recording) {
        if (notices.rewrite(content(asked), NoticeLanguage.ofTag(recording.language()), recording.noticeHash(),
                recording.recordedAt()).isEmpty()) {
            throw ConsentProblems.NOTICE_CHANGED.because("It read otherwise when the first employee recorded it.");
        }
    }

    private static Instant earliest(Instant end, @Nullable Instant other) {
        return other != null && other.isBefore(end) ? other : end;
    }

    /** What nobody confirmed lapses with its request; of what was confirmed, the consent record tells. */
    @Scheduled(every = PersonJobs.INTERVAL, delayed = PersonJobs.DELAY, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void forgetLapsed() {
        recordings.forgetLapsed(clock.instant());
    }
}
