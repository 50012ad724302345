package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.consent.notice.NoticeService;
import de.handschlag.consent.notice.ReleaseContent;
import de.handschlag.consent.outbox.WaitingEvents;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;

/**
 * Takes in releases from secrecy whose events stand on the topic and are missing here (ADR 39). What was declared here meanwhile was
 * declared by somebody who was shown an older state: it never opens again what the topic has as ended or taken back, and takes
 * nothing away that was declared there.
 */
@ApplicationScoped
class SecrecyReleaseCatchUp {

    private final SecrecyReleaseRepository releases;
    private final ConsentRecordRepository consentRecords;
    private final AgencyService agencies;
    private final NoticeService notices;
    private final WaitingEvents waiting;

    SecrecyReleaseCatchUp(SecrecyReleaseRepository releases, ConsentRecordRepository consentRecords,
            AgencyService agencies, NoticeService notices, WaitingEvents waiting) {
        this.releases = releases;
        this.consentRecords = consentRecords;
        this.agencies = agencies;
        this.notices = notices;
        this.waiting = waiting;
    }

    /**
     * Keeps what the event tells of releases.
     *
     * @param consent as the event has it already
     */
    void takeIn(ConsentRecord consent, ConsentRecordEvent event, Instant time) {
        if (event instanceof SecrecyReleased released) {
            takeIn(consent, released, time);
        }
        noteWithdrawals(consent, event, time);
    }

    /**
     * Of several events about a record the topic may have kept the last one only: it names all that stands. With a grant that ended its
     * releases ended by themselves.
     */
    private void noteWithdrawals(ConsentRecord consent, ConsentRecordEvent event, Instant time) {
        if (consent.endedAt() != null) {
            return;
        }
        for (SecrecyRelease release : releases.standing(consent)) {
            if (!consent.isReleased(release.sourceAgencyId())) {
                if (event instanceof SecrecyReleaseWithdrawn withdrawn
                        && withdrawn.sourceAgencyId().equals(release.sourceAgencyId())) {
                    noteWithdrawal(release, withdrawn, time);
                } else {
                    release.withdraw(null, event.consentRevision(), time);
                }
            }
        }
    }

    private static void noteWithdrawal(SecrecyRelease release, SecrecyReleaseWithdrawn withdrawn, Instant time) {
        if (withdrawn.byLoginBinding() == null) {
            release.endWithFormerSource(withdrawn.consentRevision(), time);
        } else {
            release.withdraw(withdrawn.byLoginBinding(), withdrawn.consentRevision(), time);
        }
    }

    private void takeIn(ConsentRecord consent, SecrecyReleased released, Instant time) {
        AgencyView source = agencies.find(released.sourceAgencyId()).orElseThrow(() -> new IllegalStateException(
                "agency %s is not registered here".formatted(released.sourceAgencyId())));
        ConsentEvidence evidence = released.evidence();
        if (!notices.has(evidence.noticeHash())) {
            NoticeLanguage language = NoticeLanguage.ofTag(evidence.language());
            ReleaseContent content = new ReleaseContent(agencies.find(consent.agencyId()).orElseThrow(), source,
                    consent.purpose(), consent.attributes());
            notices.keep(notices.rewriteRelease(content, language, evidence.noticeHash()).orElseGet(() -> Notice
                    .ofText(evidence.noticeVersion(), evidence.noticeHash(), language, ConsentRecordCatchUp.LOST)));
        }
        long revision = released.consentRevision();
        SecrecyRelease declared = new SecrecyRelease(consent, released.sourceAgencyId(),
                agencies.recipientVersion(released.sourceAgencyId()), DecisionEvidence.of(evidence),
                released.byLoginBinding(), revision, time);
        releases.standing(consent, released.sourceAgencyId()).ifPresent(other -> {
            if (other.consentRevision() > revision) {
                // Declared anew here since.
                declared.withdraw(null, revision, other.releasedAt());
            } else {
                // That an earlier one was taken back between, the topic need not have kept.
                other.withdraw(null, revision, time);
            }
        });
        releases.flush();
        releases.persist(declared);
    }

    /**
     * Something about the same record waits to be published that was decided here meanwhile.
     *
     * @return the end that the record has come to all the same; empty if it stays as it was decided here
     */
    Optional<ConsentRecordEvent> beOvertaken(ConsentRecordEvent missed, Instant time) {
        return switch (missed) {
            case ConsentWithdrawn e -> end(missed);
            case ConsentExpired e -> end(missed);
            case ConsentInvalidated e -> end(missed);
            case SecrecyReleased e -> addUp(missed, time);
            case SecrecyReleaseWithdrawn e -> addUp(missed, time);
            case ConsentRequested e -> Optional.empty();
            case ConsentGiven e -> Optional.empty();
            case ConsentRefused e -> Optional.empty();
        };
    }

    /**
     * A release tells of a grant: where the grant had ended, its end is told in the release's place, unless the grant was given anew
     * since. What the person withdrew is not given anew either: they were shown a request that they had answered and taken back.
     */
    private Optional<ConsentRecordEvent> end(ConsentRecordEvent missed) {
        List<PersonEvent> decided = waiting.of(missed.messageKey());
        boolean givenAnew = decided.stream().anyMatch(ConsentGiven.class::isInstance);
        if (givenAnew && !(missed instanceof ConsentWithdrawn)
                || decided.stream().noneMatch(SecrecyReleaseCatchUp::leavesGiven)) {
            return Optional.empty();
        }
        waiting.rewrite(missed.dataSubjectId(), missed.messageKey(),
                event -> leavesGiven(event) ? at(event.consentRevision(), missed) : event);
        ConsentRecord consent = consentRecords.findById(missed.consentRecord().consentRecordId());
        return consent.status() == ConsentStatus.GIVEN
                ? Optional.of(at(consent.consentRevision(), missed))
                : Optional.empty();
    }

    /**
     * What was declared here comes on top of what the topic has: each release and each withdrawal is about its one source, and a
     * grant begins without a release.
     */
    private Optional<ConsentRecordEvent> addUp(ConsentRecordEvent missed, Instant time) {
        SortedSet<String> released = new TreeSet<>(
                Objects.requireNonNullElse(missed.consentRecord().releasedSources(), List.of()));
        waiting.rewrite(missed.dataSubjectId(), missed.messageKey(), event -> afterwards(released, event));
        ConsentRecord consent = consentRecords.findById(missed.consentRecord().consentRecordId());
        consent.haveReleased(released);
        if (missed instanceof SecrecyReleased declared) {
            takeIn(consent, declared, time);
        }
        noteWithdrawals(consent, missed, time);
        return Optional.empty();
    }

    private static boolean leavesGiven(PersonEvent event) {
        return event instanceof ConsentGiven || event instanceof SecrecyReleased
                || event instanceof SecrecyReleaseWithdrawn;
    }

    /** The same end, told at another revision. */
    private static ConsentRecordEvent at(long revision, ConsentRecordEvent end) {
        return switch (end) {
            case ConsentWithdrawn e -> new ConsentWithdrawn(e.dataSubjectId(), revision, e.consentRecord());
            case ConsentExpired e -> new ConsentExpired(e.dataSubjectId(), revision, e.consentRecord());
            case ConsentInvalidated e -> new ConsentInvalidated(e.dataSubjectId(), revision, e.consentRecord());
            case ConsentRequested e -> throw new IllegalArgumentException("no end");
            case ConsentGiven e -> throw new IllegalArgumentException("no end");
            case ConsentRefused e -> throw new IllegalArgumentException("no end");
            case SecrecyReleased e -> throw new IllegalArgumentException("no end");
            case SecrecyReleaseWithdrawn e -> throw new IllegalArgumentException("no end");
        };
    }

    /**
     * The event as it reads where these are released before it.
     *
     * @param released becomes what is released behind it
     */
    private static PersonEvent afterwards(SortedSet<String> released, PersonEvent event) {
        if (event instanceof ConsentGiven) {
            released.clear();
        } else if (event instanceof SecrecyReleased e) {
            released.add(e.sourceAgencyId());
            return new SecrecyReleased(e.dataSubjectId(), e.consentRevision(), with(released, e.consentRecord()),
                    e.sourceAgencyId(), e.evidence(), e.byLoginBinding());
        } else if (event instanceof SecrecyReleaseWithdrawn e) {
            released.remove(e.sourceAgencyId());
            return new SecrecyReleaseWithdrawn(e.dataSubjectId(), e.consentRevision(),
                    with(released, e.consentRecord()), e.sourceAgencyId(), e.byLoginBinding());
        }
        return event;
    }

    private static ConsentRecordState with(SortedSet<String> released, ConsentRecordState state) {
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), state.decidedByLoginBinding(),
                state.endedByLoginBinding(), state.replacedBy(), List.copyOf(released), state.withdrawalEvidence(),
                state.approvalEvidence());
    }
}
