package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

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
        } else if (event instanceof SecrecyReleaseWithdrawn withdrawn) {
            releases.newest(consent, withdrawn.sourceAgencyId()).filter(release -> !release.isWithdrawn()).ifPresent(
                    release -> release.withdraw(withdrawn.byLoginBinding(), withdrawn.consentRevision(), time));
        }
        if (consent.status() == ConsentStatus.GIVEN) {
            // Of several events about a record the topic may have kept the last one only.
            releases.standing(consent).stream().filter(release -> !consent.isReleased(release.sourceAgencyId()))
                    .forEach(release -> release.withdraw(null, event.consentRevision(), time));
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
        releases.persist(new SecrecyRelease(consent, released.sourceAgencyId(), DecisionEvidence.of(evidence),
                released.byLoginBinding(), time));
    }

    /** Something about the same record waits to be published that was decided here meanwhile. */
    void beOvertaken(ConsentRecordEvent missed, Instant time) {
        switch (missed) {
            case ConsentWithdrawn e -> end(missed);
            case ConsentExpired e -> end(missed);
            case ConsentInvalidated e -> end(missed);
            case SecrecyReleaseWithdrawn withdrawn -> takeBack(withdrawn, time);
            case SecrecyReleased e -> {
            }
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

    private void takeBack(SecrecyReleaseWithdrawn missed, Instant time) {
        String source = missed.sourceAgencyId();
        List<PersonEvent> decided = waiting.of(missed.messageKey());
        long declaredAgain = decided.stream().filter(SecrecyReleased.class::isInstance).map(SecrecyReleased.class::cast)
                .filter(released -> released.sourceAgencyId().equals(source))
                .mapToLong(SecrecyReleased::consentRevision).min().orElse(Long.MAX_VALUE);
        waiting.rewrite(missed.dataSubjectId(), missed.messageKey(),
                event -> event.consentRevision() < declaredAgain ? without(source, event) : event);
        if (declaredAgain == Long.MAX_VALUE) {
            ConsentRecord consent = consentRecords.findById(missed.consentRecord().consentRecordId());
            consent.dropRelease(source);
            releases.newest(consent, source).filter(release -> !release.isWithdrawn())
                    .ifPresent(release -> release.withdraw(missed.byLoginBinding(), missed.consentRevision(), time));
        }
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

    private static PersonEvent without(String source, PersonEvent event) {
        if (event instanceof SecrecyReleased e) {
            return new SecrecyReleased(e.dataSubjectId(), e.consentRevision(), without(source, e.consentRecord()),
                    e.sourceAgencyId(), e.evidence(), e.byLoginBinding());
        }
        if (event instanceof SecrecyReleaseWithdrawn e) {
            return new SecrecyReleaseWithdrawn(e.dataSubjectId(), e.consentRevision(),
                    without(source, e.consentRecord()), e.sourceAgencyId(), e.byLoginBinding());
        }
        return event;
    }

    private static ConsentRecordState without(String source, ConsentRecordState state) {
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), state.decidedByLoginBinding(),
                state.endedByLoginBinding(), state.replacedBy(),
                Objects.requireNonNullElse(state.releasedSources(), List.<String>of()).stream()
                        .filter(one -> !one.equals(source)).toList());
    }
}
