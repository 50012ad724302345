package de.handschlag.consent.consentrecord;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.notification.NotificationOutbox;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.paging.Cursor;

/** The consent records as the agencies have them that asked. */
@ApplicationScoped
public class AskedConsents {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ConsentRecordRepository consentRecords;
    private final ConsentRecordService decisions;
    private final DataSubjectService dataSubjects;
    private final Outbox outbox;
    private final NotificationOutbox notifications;
    private final AskingSettings settings;
    private final InstantSource clock;

    AskedConsents(ConsentRecordRepository consentRecords, ConsentRecordService decisions,
            DataSubjectService dataSubjects, Outbox outbox, NotificationOutbox notifications, AskingSettings settings,
            InstantSource clock) {
        this.consentRecords = consentRecords;
        this.decisions = decisions;
        this.dataSubjects = dataSubjects;
        this.outbox = outbox;
        this.notifications = notifications;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Puts a request to the person, that was found to be permitted; or only what of it is new to them, or nothing, if they were
     * asked before (R2, ADR 60). The agency is answered alike: the same is looked up and written, of the same size (R10).
     */
    @Transactional(TxType.MANDATORY)
    public AskedConsent ask(LockedPerson person, RequestedConsent request) {
        Instant now = clock.instant();
        AskedBefore before = AskedBefore.of(
                consentRecords.askedBefore(person.dataSubjectId(), request.agencyId(), request.purpose()),
                request.recipientVersion(), settings, now);
        List<String> put = before.newOf(request.attributes());
        ConsentRecord entity = new ConsentRecord(person.dataSubjectId(), request,
                put.isEmpty() ? request.attributes() : put, now, now.plus(settings.openFor()), chance());
        outbox.append(entity.request(person.nextRevision()), now);
        if (put.isEmpty()) {
            entity.holdBack(now, chance());
        }
        consentRecords.persist(entity);
        notifications.noteRequest(person, entity.id(), now);
        before.containedIn(put).forEach(former -> former.giveWay(now, chance()));
        return AskedConsent.of(entity, now);
    }

    private Duration chance() {
        long most = settings.toldWithin().toMillis();
        return most == 0 ? Duration.ZERO : Duration.ofMillis(RANDOM.nextLong(most));
    }

    /** One of the agency's own requests. */
    @Transactional
    public Optional<AskedConsent> find(String agencyId, UUID id) {
        Instant now = clock.instant();
        return consentRecords.findOfAgency(agencyId, id).map(entity -> AskedConsent.of(entity, now));
    }

    /** What one of the agency's own requests is for; without reading the record, which is read once its person is locked. */
    @Transactional
    public Optional<String> purposeOf(String agencyId, UUID id) {
        return consentRecords.purposeOf(agencyId, id);
    }

    /** Whom one of the agency's own requests is about; likewise. */
    @Transactional
    public Optional<UUID> dataSubjectOf(String agencyId, UUID id) {
        return consentRecords.dataSubjectOf(agencyId, id);
    }

    /**
     * The agency's own requests, the newest first, from after the cursor on.
     *
     * @param purposes null for all
     */
    @Transactional
    public List<AskedConsent> page(String agencyId, @Nullable Set<String> purposes, @Nullable Cursor after, int limit) {
        Instant now = clock.instant();
        return consentRecords.pageOfAgency(agencyId, purposes, after, limit).stream()
                .map(entity -> AskedConsent.of(entity, now)).toList();
    }

    /**
     * The agency does not want to know any more. A grant stays as it is; a request that waits ends. Whatever the person did, the same is
     * done here, so that the time that it takes tells nothing (R10): that a request ended so is told by a job.
     *
     * @return false if the agency made no such request
     */
    @Transactional
    public boolean takeBack(String agencyId, UUID id) {
        Optional<UUID> dataSubjectId = consentRecords.dataSubjectOf(agencyId, id);
        // Under the person's lock, as every change of a record: a decision of the same moment comes before it or after it.
        dataSubjectId.map(dataSubjects::lock).flatMap(_ -> consentRecords.findOfAgency(agencyId, id))
                .ifPresent(entity -> entity.takeBack(clock.instant()));
        return dataSubjectId.isPresent();
    }

    /**
     * A withdrawal that the agency recorded.
     *
     * @param revision the person's after it; no agency is told
     * @param isNew    false if it was recorded before
     */
    public record Withdrawn(UUID dataSubjectId, RecordedWithdrawal recorded, long revision, boolean isNew) {}

    /**
     * The person withdrew without a login, and an employee of the agency records it: one of the agency's own requests that is granted ends as
     * if the person had withdrawn by themselves. Once more changes nothing.
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     * @return empty if the agency made no such request
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if there is no permission by it
     */
    @Transactional
    public Optional<Withdrawn> withdraw(String agencyId, UUID id, RecordedWithdrawal recorded,
            EnforcementWaiter receipt) {
        return decisions.withdraw(agencyId, id, recorded, receipt)
                .flatMap(decided -> withdrawn(agencyId, id, decided.revision(), decided.isNew()));
    }

    /** What the agency recorded as withdrawal of one of its requests; empty if nothing. */
    @Transactional
    public Optional<Withdrawn> findWithdrawn(String agencyId, UUID id) {
        return consentRecords.findOfAgency(agencyId, id)
                .flatMap(entity -> withdrawn(agencyId, id, entity.consentRevision(), false));
    }

    private Optional<Withdrawn> withdrawn(String agencyId, UUID id, long revision, boolean isNew) {
        return consentRecords.findOfAgency(agencyId, id)
                .flatMap(entity -> Optional.ofNullable(entity.recordedWithdrawal())
                        .map(recorded -> new Withdrawn(entity.dataSubjectId(), recorded, revision, isNew)));
    }
}
