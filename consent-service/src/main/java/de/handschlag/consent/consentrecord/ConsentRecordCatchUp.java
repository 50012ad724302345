package de.handschlag.consent.consentrecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.caselink.CaseLinkService;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.datasubject.MissedDecision;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticeContent;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.consent.notice.NoticeService;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;

/**
 * Takes in records whose events stand on the topic and are missing here (ADR 39). An event does not say what was asked for
 * beyond what was granted, nor for how many months; where the record itself is missing, too, the least is assumed.
 */
@ApplicationScoped
class ConsentRecordCatchUp {

    private static final int LEAST_MONTHS = 1;
    static final String LOST = """
            Der Wortlaut dieses Hinweises ging mit der Datenbank verloren. Seine Prüfsumme ist erhalten.
            The wording of this notice was lost with the database. Its hash was kept.""";

    private final ConsentRecordRepository consentRecords;
    private final AgencyService agencies;
    private final CaseLinkService caseLinks;
    private final CatalogueService catalogue;
    private final NoticeService notices;
    private final SecrecyReleaseCatchUp releases;
    private final SecrecyReleaseRepository releaseRepository;
    private final AskingSettings settings;

    ConsentRecordCatchUp(ConsentRecordRepository consentRecords, AgencyService agencies, CaseLinkService caseLinks,
            CatalogueService catalogue, NoticeService notices, SecrecyReleaseCatchUp releases,
            SecrecyReleaseRepository releaseRepository, AskingSettings settings) {
        this.consentRecords = consentRecords;
        this.agencies = agencies;
        this.caseLinks = caseLinks;
        this.catalogue = catalogue;
        this.notices = notices;
        this.releases = releases;
        this.releaseRepository = releaseRepository;
        this.settings = settings;
    }

    void catchUp(@Observes MissedDecision missed) {
        if (missed.shift() > 0) {
            consentRecords.shiftRevisions(missed.event().dataSubjectId(), missed.firstShifted(), missed.shift());
            releaseRepository.shiftRevisions(missed.event().dataSubjectId(), missed.firstShifted(), missed.shift());
        }
        if (missed.event() instanceof ConsentRecordEvent event) {
            if (missed.overtaken()) {
                releases.beOvertaken(event, missed.time()).ifPresent(this::end);
            } else {
                releases.takeIn(catchUp(event), event, missed.time());
            }
        }
    }

    private void end(ConsentRecordEvent event) {
        ConsentRecord ended = catchUp(event);
        consentRecords.flush();
        // The later grant that had its place has it again.
        consentRecords.givenBeside(ended).stream().filter(other -> ended.id().equals(other.replacedBy()))
                .max(Comparator.comparingLong(ConsentRecord::consentRevision)).ifPresent(ConsentRecord::yieldToNobody);
    }

    private ConsentRecord catchUp(ConsentRecordEvent event) {
        ConsentRecordState state = event.consentRecord();
        AgencyView agency = agencies.find(state.agencyId()).orElseThrow(
                () -> new IllegalStateException("agency %s is not registered here".formatted(state.agencyId())));
        ConsentRecord entity = consentRecords.findByIdOptional(state.consentRecordId())
                .orElseGet(() -> missing(event, agency));
        ConsentEvidence evidence = state.evidence();
        if (evidence != null) {
            keepNotice(evidence,
                    new NoticeContent(agency, entity.purpose(), entity.putAttributes(), entity.monthsAs(state)),
                    state.decidedAt());
        }
        // Looked up before: a query writes what was changed, and there may be one grant only.
        List<ConsentRecord> given = new ArrayList<>(consentRecords.givenBeside(entity));
        entity.become(event, evidence == null ? null : DecisionEvidence.of(evidence));
        if (entity.status() == ConsentStatus.GIVEN) {
            given.add(entity);
            leaveOneOf(given, entity);
        } else {
            consentRecords.persist(entity);
        }
        return entity;
    }

    /** The topic tells of a later grant before it tells that it took an earlier one's place; the latest stands meanwhile. */
    private void leaveOneOf(List<ConsentRecord> given, ConsentRecord entity) {
        ConsentRecord latest = given.stream().max(Comparator.comparingLong(ConsentRecord::consentRevision))
                .orElseThrow();
        given.stream().filter(one -> !one.equals(latest)).forEach(one -> one.yieldTo(latest.id()));
        boolean stands = latest.equals(entity);
        if (stands) {
            // The index allows one grant that nothing has replaced, and the others are written in any order: until they are, this one
            // names itself, only to stay out of the index.
            entity.yieldTo(entity.id());
        }
        consentRecords.persistAndFlush(entity);
        if (stands) {
            entity.yieldToNobody();
        }
    }

    private ConsentRecord missing(ConsentRecordEvent event, AgencyView agency) {
        ConsentRecordState state = event.consentRecord();
        String caseReference = caseLinks.newestCaseReference(state.agencyId(), event.dataSubjectId()).orElseThrow(
                () -> new IllegalStateException("agency %s has no case of the person".formatted(state.agencyId())));
        catalogue.recall(state.purpose(), state.legalBasis());
        return new ConsentRecord(event.dataSubjectId(),
                new RequestedConsent(state.agencyId(), agency.agencyType(), agencies.recipientVersion(state.agencyId()),
                        caseReference, state.purpose(), state.attributes(), state.legalBasis(), LEAST_MONTHS),
                state.attributes(), state.requestedAt(), state.requestedAt().plus(settings.openFor()), Duration.ZERO);
    }

    private void keepNotice(ConsentEvidence evidence, NoticeContent content, @Nullable Instant decidedAt) {
        NoticeLanguage language = NoticeLanguage.ofTag(evidence.language());
        if (notices.has(evidence.noticeHash())) {
            return;
        }
        notices.keep(notices.rewrite(content, language, evidence.noticeHash(), decidedAt)
                .orElseGet(() -> Notice.ofText(evidence.noticeVersion(), evidence.noticeHash(), language, LOST)));
    }
}
