package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.caselink.CaseLinkService;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.confidential.ConfidentialMarks;
import de.handschlag.consent.confidential.ConfidentialMarks.Marks;
import de.handschlag.consent.datasubject.Ages;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.LoginBindingService;
import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticeContent;
import de.handschlag.consent.notice.NoticeService;
import de.handschlag.consent.notice.WantedLanguages;
import de.handschlag.consent.notification.NotificationOutbox;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.ApprovalEvidence.Answer;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordEvent;

/**
 * The person's side, and what an office records for a person. A decision sent twice, because an answer got lost or a button was pressed twice, is answered as the
 * first time and changes nothing; a decision that contradicts the record's status is refused (409).
 */
@ApplicationScoped
class ConsentRecordService {

    private final ConsentRecordRepository consentRecords;
    private final ApprovalRecordingRepository recordings;
    private final DataSubjectService dataSubjects;
    private final ConfidentialMarks confidential;
    private final Ages ages;
    private final LoginBindingService loginBindings;
    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final NoticeService notices;
    private final ReadNotices readNotices;
    private final CaseLinkService caseLinks;
    private final Outbox outbox;
    private final NotificationOutbox notifications;
    private final AskingSettings settings;
    private final InstantSource clock;

    ConsentRecordService(ConsentRecordRepository consentRecords, ApprovalRecordingRepository recordings,
            DataSubjectService dataSubjects, ConfidentialMarks confidential, Ages ages,
            LoginBindingService loginBindings, AgencyService agencies, CatalogueService catalogue,
            NoticeService notices, ReadNotices readNotices, CaseLinkService caseLinks, Outbox outbox,
            NotificationOutbox notifications, AskingSettings settings, InstantSource clock) {
        this.consentRecords = consentRecords;
        this.recordings = recordings;
        this.dataSubjects = dataSubjects;
        this.confidential = confidential;
        this.ages = ages;
        this.loginBindings = loginBindings;
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.notices = notices;
        this.readNotices = readNotices;
        this.caseLinks = caseLinks;
        this.outbox = outbox;
        this.notifications = notifications;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    ConsentRecordView.Page list(Login login, @Nullable ConsentStatus status, @Nullable Cursor after, int limit) {
        Instant now = clock.instant();
        UUID person = dataSubjects.require(login);
        List<UUID> hidden = hidden(login, person);
        List<ConsentRecord> found = consentRecords.page(person, hidden, status, after, now, limit + 1);
        return new ConsentRecordView.Page(found.stream().limit(limit)
                .map(entity -> seenBy(login, ConsentRecordView.of(entity, now, null, null, null), hidden)).toList(),
                Cursor.next(found, limit, entity -> new Cursor(entity.requestedAt(), entity.id())));
    }

    /**
     * One record with the notice on which the decision rests, or is to rest.
     *
     * @param afterAll whether the person who refused wants to read what they would approve after all
     */
    @Transactional
    ConsentRecordView show(Login login, UUID id, WantedLanguages languages, boolean afterAll) {
        UUID person = dataSubjects.require(login);
        ConsentRecord entity = own(login, person, id);
        DecisionEvidence evidence = entity.evidence();
        Instant now = clock.instant();
        boolean stillApprovable = isStillApprovable(entity, now);
        boolean undecided = entity.isWaiting(now) || afterAll && stillApprovable;
        Notice notice = null;
        String missingLanguage = null;
        if (evidence != null && !undecided) {
            notice = notices.kept(evidence.noticeHash());
        } else if (undecided && hasBasis(entity)) {
            WantedLanguages.Shown shown = notices.shown(languages, entity.purpose());
            missingLanguage = shown.insteadOf();
            notice = notices.write(noticeContent(entity), shown.language(), missingLanguage != null, now);
        }
        ConsentRecordView view = ConsentRecordView.of(entity, now, notice,
                Replacement.of(undecided
                        ? shown(login, consentRecords.givenBeside(entity)).stream()
                                .filter(former -> former.isInForce(now)).toList()
                        : shown(login, consentRecords.replacedBy(entity)), entity.attributes()),
                missingLanguage).inFull(required(entity), stillApprovable);
        return seenBy(login, view, hidden(login, person));
    }

    /**
     * There is one grant per person, agency and purpose: a later one takes the place of an earlier one.
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     */
    @Transactional
    Decided approve(Login login, UUID id, DecisionRequest.Approval approval, EnforcementWaiter receipt) {
        ReadNotices.languageTag(approval.language());
        LockedPerson person = dataSubjects.lock(login);
        receipt.watch(person.dataSubjectId());
        ConsentRecord entity = own(login, person.dataSubjectId(), id);
        Instant now = clock.instant();
        Grant grant = Grant.of(named(approval, entity),
                Objects.requireNonNullElse(approval.explicitAttributes(), List.of()), entity.putAttributes(),
                specialCategory(entity));
        int months = monthsOf(approval, entity);
        Instant latestEnd = ages.latestEnd(person);
        if (entity.isGivenAs(grant, months, latestEnd, now)) {
            Decided before = replacing(login, entity, consentRecords.replacedBy(entity), now, false);
            return new Decided(before.view().seenBy(login), false, before.revision());
        }
        if (entity.isWaiting(now) || Boolean.TRUE.equals(approval.afterAll()) && isStillApprovable(entity, now)) {
            loginBindings.requireMayApprove(login, person, entity.agencyId());
            NoticeService.Read read = requireRead(entity, approval.language(), approval.noticeHash(), now);
            return give(login, person, entity, grant, months,
                    DecisionEvidence.web(read.notice(), login.assuranceLevel()), now, read.countedFrom(), latestEnd);
        }
        throw ConsentProblems.ALREADY_DECIDED.because("The record's status is " + entity.statusAt(now).dpvTerm() + ".");
    }

    /** R2: what is not named is not granted. Where the question is for one attribute alone, a yes to its notice names it. */
    private List<String> named(DecisionRequest.Approval approval, ConsentRecord entity) {
        if (approval.attributes() != null) {
            return approval.attributes();
        }
        List<String> put = entity.putAttributes();
        return put.size() == 1 && specialCategory(entity).isEmpty() ? put : List.of();
    }

    /** R1, R2: the person may grant for a shorter time than was asked, not for a longer one. */
    private static int monthsOf(DecisionRequest.Approval approval, ConsentRecord entity) {
        int months = Objects.requireNonNullElse(approval.months(), entity.months());
        if (months > entity.months()) {
            throw InvalidRequest.body("months", "a grant lasts no longer than was asked for");
        }
        return months;
    }

    private Decided give(Login login, LockedPerson person, ConsentRecord entity, Grant grant, int months,
            DecisionEvidence evidence, Instant now, Instant countedFrom, @Nullable Instant latestEnd) {
        List<ConsentRecord> replaced = give(person, entity, now, revision -> entity.approve(grant, months, evidence,
                person.loginBindingId(), revision, now, countedFrom, latestEnd));
        return replacing(login, entity, replaced, now, true);
    }

    /** How a request becomes a grant. */
    interface Giving {

        ConsentGiven of(long revision);
    }

    /**
     * First the new grant and then the ends, as readers see it: no read in between is denied, or sees more than both granted.
     *
     * @return the grants whose place it took
     */
    @Transactional(TxType.MANDATORY)
    List<ConsentRecord> give(LockedPerson person, ConsentRecord entity, Instant now, Giving giving) {
        long revision = person.nextRevision();
        List<ConsentRecord> replaced = new ArrayList<>();
        List<ConsentRecordEvent> ends = new ArrayList<>();
        for (ConsentRecord former : consentRecords.givenBeside(entity)) {
            if (former.isInForce(now)) {
                replaced.add(former);
                ends.add(former.replace(entity.id(), person.nextRevision(), now));
            } else {
                ends.add(former.expire(person.nextRevision(), now));
            }
        }
        // In the database first the ends: there is never a second grant, not even within a transaction.
        consentRecords.flush();
        outbox.append(giving.of(revision), now);
        ends.forEach(end -> outbox.append(end, now));
        return replaced;
    }

    /** The person says that they gave what two employees recorded: from now on it lasts as was agreed. */
    @Transactional
    Decided confirm(Login login, UUID id) {
        LockedPerson person = dataSubjects.lock(login);
        ConsentRecord entity = own(login, person.dataSubjectId(), id);
        Instant now = clock.instant();
        if (entity.isAnswered(Answer.CONFIRMED) && entity.isInForce(now)) {
            return new Decided(view(login, entity, now), false, entity.consentRevision());
        }
        loginBindings.requireMayApprove(login, person, entity.agencyId());
        Decided decided = emit(entity,
                entity.confirm(person.loginBindingId(), person.nextRevision(), now, ages.latestEnd(person)), now);
        return new Decided(decided.view().seenBy(login), true, decided.revision());
    }

    private static ConsentRecordView view(Login login, ConsentRecord entity, Instant now) {
        return ConsentRecordView.of(entity, now, null, null, null).seenBy(login);
    }

    /**
     * The person says that they did not give what two employees recorded: it ends as if they had withdrawn.
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     */
    @Transactional
    Decided contest(Login login, UUID id, EnforcementWaiter receipt) {
        LockedPerson person = dataSubjects.lock(login);
        receipt.watch(person.dataSubjectId());
        ConsentRecord entity = own(login, person.dataSubjectId(), id);
        Instant now = clock.instant();
        if (!entity.isToBeAnswered(now) && !entity.isAnswered(Answer.CONTESTED)) {
            throw ConsentProblems.NOTHING_TO_ANSWER
                    .because("The record's status is " + entity.statusAt(now).dpvTerm() + ".");
        }
        return withdraw(person, id, (one, revision, at) -> one.contest(person.loginBindingId(), revision, at));
    }

    private Decided replacing(Login login, ConsentRecord entity, List<ConsentRecord> replaced, Instant now,
            boolean isNew) {
        return new Decided(
                ConsentRecordView.of(entity, now, null, Replacement.of(shown(login, replaced), entity.attributes()),
                        null),
                isNew,
                replaced.stream().mapToLong(ConsentRecord::consentRevision).max().orElse(entity.consentRevision()));
    }

    @Transactional
    Decided refuse(Login login, UUID id, DecisionRequest.@Nullable Refusal refusal) {
        if (refusal != null && refusal.language() != null) {
            ReadNotices.languageTag(refusal.language());
        }
        LockedPerson person = dataSubjects.lock(login);
        ConsentRecord entity = own(login, person.dataSubjectId(), id);
        Instant now = clock.instant();
        if (entity.status() == ConsentStatus.REFUSED) {
            return decided(entity, false, now);
        }
        DecisionEvidence evidence = null;
        if (refusal != null && refusal.language() != null && refusal.noticeHash() != null && entity.isWaiting(now)) {
            evidence = DecisionEvidence.web(requireRead(entity, refusal.language(), refusal.noticeHash(), now).notice(),
                    login.assuranceLevel());
        }
        return emit(entity, entity.refuse(evidence, person.loginBindingId(), person.nextRevision(), now), now);
    }

    /** @param receipt told to watch the person, before anything is committed that a receipt could tell of */
    @Transactional
    Decided withdraw(Login login, UUID id, EnforcementWaiter receipt) {
        LockedPerson person = dataSubjects.lock(login);
        receipt.watch(person.dataSubjectId());
        if (login.isActing()) {
            own(login, person.dataSubjectId(), id);
        }
        return withdraw(person, id, (entity, revision, now) -> entity.withdraw(person.loginBindingId(), revision, now));
    }

    /**
     * The same, as an employee of the recipient recorded it. Of what is not in force the agency learns nothing but that (R10); once it has
     * recorded a withdrawal, that one stays as it was recorded first.
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     * @return empty if the agency made no such request
     * @throws HttpProblem 409 if there is no permission by it
     */
    @Transactional
    Optional<Decided> withdraw(String agencyId, UUID id, RecordedWithdrawal recorded, EnforcementWaiter receipt) {
        Optional<UUID> dataSubjectId = consentRecords.dataSubjectOf(agencyId, id);
        if (dataSubjectId.isEmpty()) {
            return Optional.empty();
        }
        LockedPerson person = dataSubjects.lock(dataSubjectId.get());
        receipt.watch(person.dataSubjectId());
        ConsentRecord asked = consentRecords.findById(id);
        Instant now = clock.instant();
        if (asked.recordedWithdrawal() != null) {
            return Optional.of(decided(asked, false, now));
        }
        if (!asked.isInForce(now) || asked.isReplaced() || !caseLinks.hasCaseOf(agencyId, person.dataSubjectId())) {
            throw ConsentProblems.NOT_IN_FORCE.because("There is no permission by this request.");
        }
        notifications.noteEnd(person, now);
        return Optional.of(withdraw(person, id, (entity, revision, at) -> entity.withdraw(recorded, revision, at)));
    }

    /** How a grant that is in force is withdrawn. */
    private interface Withdrawal {

        ConsentRecordEvent of(ConsentRecord entity, long revision, Instant now);
    }

    private Decided withdraw(LockedPerson person, UUID id, Withdrawal withdrawal) {
        List<ConsentRecord> withTwins = consentRecords.withTwins(person.dataSubjectId(), id);
        ConsentRecord entity = withTwins.stream().filter(one -> one.id().equals(id) && !one.isHeldBack()).findFirst()
                .orElseThrow(ConsentProblems::notFound);
        Instant now = clock.instant();
        if (entity.status() == ConsentStatus.WITHDRAWN) {
            return decided(entity, false, now);
        }
        // Twins from before there was one grant per person, agency and purpose: one withdrawal ends it all.
        List<ConsentRecord> twins = withTwins.stream().filter(one -> !one.equals(entity)).toList();
        if (entity.isReplaced()) {
            twins = consentRecords.givenBeside(entity);
            requireNothingInItsPlace(entity, twins,
                    person.isGuardianActing() ? confidential.hiddenRecords(person.dataSubjectId()) : List.of(), now);
        }
        twins.forEach(twin -> outbox.append(end(twin, entity, person.nextRevision(), now), now));
        return emit(entity, withdrawal.of(entity, person.nextRevision(), now), now);
    }

    /** What the agency may see by the person's decisions, newest first. */
    @Transactional
    List<ConsentRecordView> inForce(Login login, String agencyId) {
        Instant now = clock.instant();
        return shown(login, inForce(dataSubjects.require(login), agencyId, now)).stream()
                .map(entity -> ConsentRecordView.of(entity, now, null, null, null).seenBy(login)).toList();
    }

    private List<ConsentRecord> inForce(UUID dataSubjectId, String agencyId, Instant now) {
        return consentRecords.openAt(agencyId, dataSubjectId).stream().filter(one -> one.isInForce(now)).toList();
    }

    /**
     * Withdraws all that the person has granted to the agency. Returns the person's revision after it; empty if there is nothing.
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     */
    @Transactional
    Optional<Long> withdrawAll(Login login, String agencyId, EnforcementWaiter receipt) {
        LockedPerson person = dataSubjects.lock(login);
        receipt.watch(person.dataSubjectId());
        Instant now = clock.instant();
        List<ConsentRecord> given = shown(login, inForce(person.dataSubjectId(), agencyId, now));
        given.forEach(one -> outbox.append(one.withdraw(person.loginBindingId(), person.nextRevision(), now), now));
        return given.isEmpty() ? Optional.empty() : Optional.of(person.consentRevision());
    }

    /** What ended with the decision that the person came to this revision by. */
    @Transactional
    List<ConsentRecordView> endedWith(Login login, long revision) {
        Instant now = clock.instant();
        return shown(login, consentRecords.endedWith(dataSubjects.require(login), revision)).stream()
                .map(entity -> ConsentRecordView.of(entity, now, null, null, null).seenBy(login)).toList();
    }

    /** Taking back an old card must not seem to have done something where what is read by is another one. */
    private static void requireNothingInItsPlace(ConsentRecord entity, List<ConsentRecord> given, List<UUID> hidden,
            Instant now) {
        given.stream().filter(one -> one.isInForce(now) && !one.isReplaced()).findFirst().ifPresent(current -> {
            HttpProblem.Builder replaced = ConsentProblems.REPLACED
                    .builder("The agency reads by a later consent for the same purpose.");
            throw (hidden.contains(current.id()) ? replaced : replaced.with("replacedBy", current.id())).build();
        });
        if (!entity.isInForce(now)) {
            throw ConsentProblems.NOT_IN_FORCE.because("A later consent took its place, and that one is over, too.");
        }
    }

    private static ConsentRecordEvent end(ConsentRecord twin, ConsentRecord withdrawn, long revision, Instant now) {
        return twin.isDue(now) ? twin.expire(revision, now) : twin.replace(withdrawn.id(), revision, now);
    }

    void forget(@Observes PersonErasure erasure) {
        recordings.forget(erasure.dataSubjectId());
        consentRecords.ofPerson(erasure.dataSubjectId()).forEach(entity -> {
            erasure.forget(entity.messageKey());
            consentRecords.delete(entity);
        });
    }

    /** R12: of what the person keeps from guardians, there is nothing for one. */
    private ConsentRecord own(Login login, UUID dataSubjectId, UUID id) {
        return consentRecords.findShown(dataSubjectId, id)
                .filter(found -> !login.isActing() || !isHidden(confidential.of(dataSubjectId), found))
                .orElseThrow(ConsentProblems::notFound);
    }

    private List<ConsentRecord> shown(Login login, List<ConsentRecord> found) {
        if (!login.isActing() || found.isEmpty()) {
            return found;
        }
        Marks marks = confidential.of(found.getFirst().dataSubjectId());
        return found.stream().filter(one -> !isHidden(marks, one)).toList();
    }

    /** What takes the place of a record may be kept from who acts for the person (R12). */
    private static ConsentRecordView seenBy(Login login, ConsentRecordView view, List<UUID> hidden) {
        UUID replacedBy = view.replacedBy();
        return (replacedBy != null && hidden.contains(replacedBy) ? view.withoutReplacement() : view).seenBy(login);
    }

    private static boolean isHidden(Marks marks, ConsentRecord entity) {
        return marks.hide(entity.agencyId(), entity.requestedAttributes());
    }

    /** Ids of what the person keeps from who acts for them; empty for the person. */
    private List<UUID> hidden(Login login, UUID dataSubjectId) {
        return login.isActing() ? confidential.hiddenRecords(dataSubjectId) : List.of();
    }

    /**
     * Whether the person can still approve what they refused: as long as the agency cannot ask anew (R2), is the recipient that it was
     * (R7), has a case of the person, and did not take the request back.
     */
    private boolean isStillApprovable(ConsentRecord entity, Instant now) {
        Instant decidedAt = entity.decidedAt();
        return entity.status() == ConsentStatus.REFUSED && decidedAt != null
                && now.isBefore(decidedAt.plus(settings.peace())) && hasBasis(entity)
                && agencies.recipientVersion(entity.agencyId()) == entity.recipientVersion()
                && caseLinks.hasCaseOf(entity.agencyId(), entity.dataSubjectId())
                && consentRecords.isStillWanted(entity);
    }

    private NoticeService.Read requireRead(ConsentRecord entity, String language, String hash, Instant now) {
        if (!hasBasis(entity)) {
            throw ConsentProblems.NOTICE_CHANGED
                    .because("The catalogue does not list the attributes for the purpose any more.");
        }
        return readNotices.require(noticeContent(entity), language, hash, now);
    }

    private NoticeContent noticeContent(ConsentRecord entity) {
        return new NoticeContent(agencies.find(entity.agencyId()).orElseThrow(), entity.purpose(),
                entity.putAttributes(), entity.months());
    }

    private boolean hasBasis(ConsentRecord entity) {
        return catalogue.consentAttributes(entity.purpose(), entity.agencyType()).containsAll(entity.putAttributes());
    }

    /** R36: the purpose does not work without these; the person need not agree all the same. */
    private List<String> required(ConsentRecord entity) {
        Set<String> required = catalogue.requiredForConsent(entity.purpose());
        return entity.putAttributes().stream().filter(required::contains).toList();
    }

    private Set<String> specialCategory(ConsentRecord entity) {
        return entity.putAttributes().stream()
                .filter(key -> catalogue.attribute(key)
                        .filter(attribute -> attribute.sensitivity() == Sensitivity.SPECIAL).isPresent())
                .collect(Collectors.toSet());
    }

    private Decided emit(ConsentRecord entity, ConsentRecordEvent event, Instant now) {
        outbox.append(event, now);
        return decided(entity, true, now);
    }

    private static Decided decided(ConsentRecord entity, boolean isNew, Instant now) {
        return new Decided(ConsentRecordView.of(entity, now, null, null, null), isNew, entity.consentRevision());
    }

    /**
     * The record after a decision.
     *
     * @param isNew    false if the same decision was made before
     * @param revision the person's after all that the decision changed, also other records
     */
    record Decided(ConsentRecordView view, boolean isNew, long revision) {}
}
