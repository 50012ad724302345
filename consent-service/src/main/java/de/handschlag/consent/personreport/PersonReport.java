package de.handschlag.consent.personreport;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.access.AccessWords.Told;
import de.handschlag.consent.access.AccessesMessages;
import de.handschlag.consent.access.OwnLog.Access;
import de.handschlag.consent.access.OwnMessages;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.ConsentsMessages;
import de.handschlag.consent.consentrecord.OwnConsents.Decision;
import de.handschlag.consent.consentrecord.OwnConsents.Release;
import de.handschlag.consent.paper.Paper;
import de.handschlag.page.Page;
import de.handschlag.page.PageLanguage;

/** What is stored about a person, what the person decided and who saw what, as one paper in the words of their pages. */
final class PersonReport {

    /**
     * A stored value in words.
     *
     * @param source who contributed it
     * @param viewers who may see it now
     */
    record Stored(String source, Named attribute, String words, LocalDate asOf, boolean behindBlock,
            List<Viewer> viewers) {}

    /** @param norm that permits it; null if the person did */
    record Viewer(String office, Named purpose, @Nullable String norm) {}

    private final OwnMessages own;
    private final ConsentsMessages consents;
    private final AccessesMessages log;
    private final PageLanguage language;
    private final Instant madeAt;
    private final List<Decision> decisions;
    private final List<Stored> values;
    private final List<Told> accesses;
    private final boolean cut;
    private final @Nullable Instant incompleteSince;

    /**
     * @param page            whose language and words it has
     * @param accesses        the newest first
     * @param cut             whether there are older ones
     * @param incompleteSince accesses from before may be missing; null if none can
     */
    PersonReport(Page page, Instant madeAt, List<Decision> decisions, List<Stored> values, List<Told> accesses,
            boolean cut, @Nullable Instant incompleteSince) {
        this.own = page.messages(OwnMessages.class);
        this.consents = page.messages(ConsentsMessages.class);
        this.log = page.messages(AccessesMessages.class);
        this.language = page.language();
        this.madeAt = madeAt;
        this.decisions = decisions;
        this.values = values;
        this.accesses = accesses;
        this.cut = cut;
        this.incompleteSince = incompleteSince;
    }

    String title() {
        return own.pdfTitle();
    }

    PageLanguage language() {
        return language;
    }

    Instant madeAt() {
        return madeAt;
    }

    void write(Paper paper) {
        paper.moment(own.asOf(), madeAt);
        writeValues(paper);
        writeDecisions(paper);
        writeAccesses(paper);
    }

    private void writeValues(Paper paper) {
        paper.heading(own.dataTitle());
        if (values.isEmpty()) {
            paper.text(own.dataNone());
        }
        for (Stored stored : values) {
            paper.subheading(stored.attribute());
            paper.verbatim(stored.words());
            paper.fact(own.from(), stored.source());
            paper.day(own.asOf(), stored.asOf());
            if (stored.behindBlock()) {
                paper.text(own.block());
            }
            paper.label(own.seenBy());
            if (stored.viewers().isEmpty()) {
                paper.text(own.seenByNobody());
            }
            for (Viewer viewer : stored.viewers()) {
                paper.verbatim(viewer.office());
                paper.label(viewer.purpose());
                if (viewer.norm() == null) {
                    paper.label(own.byYou());
                } else {
                    paper.label(own.byLaw());
                    paper.german(viewer.norm());
                }
            }
        }
    }

    private void writeDecisions(Paper paper) {
        paper.heading(own.decisionsTitle());
        if (decisions.isEmpty()) {
            paper.text(consents.none());
        }
        for (Decision decision : decisions) {
            paper.subheading(decision.office());
            paper.text(decision.standing());
            paper.label(consents.purpose());
            paper.named(decision.purpose());
            list(paper, decision.endedAt() == null ? consents.allowed() : consents.wasAllowed(), decision.allowed());
            list(paper, decision.decidedAt() == null ? consents.requested() : consents.notAllowed(),
                    decision.notAllowed());
            paper.label(consents.basis());
            paper.german(decision.legalBasis());
            paper.fact(consents.reference(), decision.caseReference());
            paper.moment(consents.asked(), decision.askedAt());
            paper.moment(consents.decided(), decision.decidedAt());
            paper.moment(consents.until(), decision.expiresAt());
            paper.moment(consents.ended(), decision.endedAt());
            for (Release release : decision.releases()) {
                paper.fact(consents.secrecy(), release.office());
                release.declared().write(paper, consents);
            }
        }
    }

    private static void list(Paper paper, String label, List<Named> all) {
        if (!all.isEmpty()) {
            paper.label(label);
            all.forEach(paper::named);
        }
    }

    private void writeAccesses(Paper paper) {
        paper.heading(log.title());
        if (incompleteSince != null) {
            paper.moment(log.incomplete(), incompleteSince);
        }
        if (accesses.isEmpty()) {
            paper.text(log.none());
        }
        for (Told told : accesses) {
            Access access = told.access();
            paper.subheading(told.who());
            paper.text(told.what());
            if (told.mark() != null) {
                paper.text(told.mark());
            }
            paper.moment(log.when(), access.time());
            if (told.purpose() != null) {
                paper.label(log.purpose());
                paper.named(told.purpose());
            }
            list(paper, log.data(), told.data());
            if (access.norm() != null) {
                paper.label(log.norm());
                paper.german(access.norm());
            }
            if (access.basis() != null) {
                paper.label(log.basis());
                paper.german(access.basis());
            }
            if (access.fileNumber() != null) {
                paper.fact(log.fileNumber(), access.fileNumber());
            }
            if (access.statedReason() != null) {
                paper.fact(log.statedReason(), access.statedReason());
            }
            if (told.later()) {
                paper.text(log.shownLater());
            }
            paper.moment(log.deferredUntil(), access.shownFrom());
            if (access.deferralReason() != null) {
                paper.fact(log.deferralReason(), access.deferralReason());
            }
            paper.fact(log.number(), Long.toString(access.index()));
        }
        if (cut) {
            paper.text(own.pdfCut());
        }
    }
}
