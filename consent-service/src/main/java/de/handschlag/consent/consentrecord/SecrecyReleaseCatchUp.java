package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
 * declared by somebody who was shown an older state: it never opens again what the topic has as ended or taken back.
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
        if (consent.status() == ConsentStatus.GIVEN) {
            noteWithdrawals(consent, event, time);
        }
    }

    /** Of several events about a record the topic may have kept the last one only: it names all that stands. */
    private void noteWithdrawals(ConsentRecord consent, ConsentRecordEvent event, Instant time) {
        for (SecrecyRelease release : releases.standing(consent)) {
            if (!consent.isReleased(release.sourceAgencyId())) {
                boolean told = event instanceof SecrecyReleaseWithdrawn withdrawn
                        && withdrawn.sourceAgencyId().equals(release.sourceAgencyId());
                release.withdraw(told ? ((SecrecyReleaseWithdrawn) event).byLoginBinding() : null,
                        event.consentRevision(), time);
            }
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
        // That an earlier one was taken back between, the topic need not have kept.
        releases.newest(consent, released.sourceAgencyId()).filter(release -> !release.isWithdrawn())
                .ifPresent(release -> release.withdraw(null, released.consentRevision(), time));
        releases.flush();
        releases.persist(new SecrecyRelease(consent, released.sourceAgencyId(),
                agencies.recipientVersion(released.sourceAgencyId()), DecisionEvidence.of(evidence),
                released.byLoginBinding(), time));
    }

    /** Something about the same record waits to be published that was decided here meanwhile. */
    void beOvertaken(ConsentRecordEvent missed, Instant time) {
        switch (missed) {
            case ConsentWithdrawn e -> end(missed);
            case ConsentExpired e -> end(missed);
            case ConsentInvalidated e -> end(missed);
            case SecrecyReleased e -> narrow(missed, time);
            case SecrecyReleaseWithdrawn e -> narrow(missed, time);
            case ConsentRequested e -> {
            }
            case ConsentGiven e -> {
            }
            case ConsentRefused e -> {
            }
        }
    }

    /** A release tells of a grant: where the grant had ended, its end is told in the release's place. */
    private void end(ConsentRecordEvent missed) {
        List<PersonEvent> decided = waiting.of(missed.messageKey());
        if (decided.stream().noneMatch(SecrecyReleaseCatchUp::isAboutRelease)) {
            return;
        }
        waiting.rewrite(missed.dataSubjectId(), missed.messageKey(),
                event -> isAboutRelease(event) ? at(event.consentRevision(), missed) : event);
        if (decided.stream().allMatch(SecrecyReleaseCatchUp::isAboutRelease)) {
            ConsentRecord consent = consentRecords.findById(missed.consentRecord().consentRecordId());
            consent.become(at(consent.consentRevision(), missed), consent.evidence());
            consentRecords.flush();
            // The later grant that had its place has it again.
            consentRecords.givenBeside(consent).stream().filter(other -> consent.id().equals(other.replacedBy()))
                    .max(Comparator.comparingLong(ConsentRecord::consentRevision))
                    .ifPresent(ConsentRecord::yieldToNobody);
        }
    }

    /** What was released here before and is not released on the topic any more stays so, unless the person declared it anew since. */
    private void narrow(ConsentRecordEvent missed, Instant time) {
        Set<String> standing = new HashSet<>(
                Objects.requireNonNullElse(missed.consentRecord().releasedSources(), List.of()));
        waiting.rewrite(missed.dataSubjectId(), missed.messageKey(), event -> {
            if (event instanceof SecrecyReleased released) {
                standing.add(released.sourceAgencyId());
            }
            return only(standing, event);
        });
        ConsentRecord consent = consentRecords.findById(missed.consentRecord().consentRecordId());
        consent.keepReleased(standing);
        noteWithdrawals(consent, missed, time);
    }

    private static boolean isAboutRelease(PersonEvent event) {
        return event instanceof SecrecyReleased || event instanceof SecrecyReleaseWithdrawn;
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

    private static PersonEvent only(Set<String> sources, PersonEvent event) {
        if (event instanceof SecrecyReleased e) {
            return new SecrecyReleased(e.dataSubjectId(), e.consentRevision(), only(sources, e.consentRecord()),
                    e.sourceAgencyId(), e.evidence(), e.byLoginBinding());
        }
        if (event instanceof SecrecyReleaseWithdrawn e) {
            return new SecrecyReleaseWithdrawn(e.dataSubjectId(), e.consentRevision(), only(sources, e.consentRecord()),
                    e.sourceAgencyId(), e.byLoginBinding());
        }
        return event;
    }

    private static ConsentRecordState only(Set<String> sources, ConsentRecordState state) {
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), state.decidedByLoginBinding(),
                state.endedByLoginBinding(), state.replacedBy(),
                Objects.requireNonNullElse(state.releasedSources(), List.<String>of()).stream()
                        .filter(sources::contains).toList());
    }
}
