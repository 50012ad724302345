package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ConsentEvidence.Channel;
import de.handschlag.event.DisclosureDenied.Reason;
import de.handschlag.event.ObligationAnswered.Outcome;

/** The events that the golden samples hold, written down a second time and independently of any JSON. */
final class SampleEvents {

    static final UUID PERSON = UUID.fromString("6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31");
    static final UUID CASE_LINK = UUID.fromString("0193a4c8-1111-7000-8000-000000000001");
    static final UUID OBLIGATION = UUID.fromString("0193a4c8-3333-7000-8000-000000000003");
    static final UUID CONSENT_RECORD = UUID.fromString("0193a4c8-2222-7000-8000-000000000002");
    private static final UUID LATER_CONSENT_RECORD = UUID.fromString("0193a4c8-2222-7000-8000-000000000022");

    private static final UUID NOTICE_DEFERRAL = UUID.fromString("0193a4c8-4444-7000-8000-000000000004");
    private static final String DEFERRAL_REASON = "Wüssten die Eltern davon, wäre das Kind gefährdet.";

    static final UUID EMERGENCY = UUID.fromString("0193a4c8-3333-7000-8000-000000000003");

    private static final UUID LOGIN = UUID.fromString("6a0f3c1e-9d54-4b53-8a0e-0f4f6f1d2b01");
    private static final UUID FURTHER_LOGIN = UUID.fromString("6a0f3c1e-9d54-4b53-8a0e-0f4f6f1d2b02");
    private static final UUID BINDING_CODE = UUID.fromString("6a0f3c1e-9d54-4b53-8a0e-0f4f6f1d2b03");
    private static final List<UUID> TWO_CODES = List.of(BINDING_CODE,
            UUID.fromString("6a0f3c1e-9d54-4b53-8a0e-0f4f6f1d2b04"));
    private static final List<String> TWO_AGENCIES = List.of("jobcenter-musterstadt", "sozialamt-musterstadt");

    private static final Instant STARTED = Instant.parse("2026-11-22T10:00:00.001Z");
    private static final Instant DISCLOSED = Instant.parse("2026-11-22T10:00:00.004Z");
    private static final Instant FRESH = Instant.parse("2026-11-22T09:59:59.9Z");
    private static final Instant DEFERRED = Instant.parse("2026-12-06T00:00:00Z");
    private static final Instant LINKED = Instant.parse("2026-11-20T08:15:30Z");
    private static final Instant REQUESTED = Instant.parse("2026-11-20T09:00:00.5Z");
    private static final Instant DECIDED = Instant.parse("2026-11-21T17:42:11.123456Z");
    private static final Instant EXPIRES = Instant.parse("2027-05-21T17:42:11.123456Z");
    private static final Instant ENDED = Instant.parse("2026-11-23T06:30:00.000001Z");
    private static final Requester CASEWORKER = new Requester("jobcenter-musterstadt", "agency-jobcenter-musterstadt",
            "3f0c");
    private static final Requester SYSTEM = new Requester("jobcenter-musterstadt", "agency-jobcenter-musterstadt",
            null);
    private static final UUID HOLD = UUID.fromString("0193a4c8-4444-7000-8000-000000000004");
    private static final Requester DPO = new Requester(null, "handschlag-web", "dpo-1");
    private static final Requester AUDIT_SERVICE = new Requester(null, "audit-service", null);
    private static final ConsentEvidence WEB = new ConsentEvidence("1",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "uk", Channel.WEB, null, null, null);
    private static final ConsentEvidence ASSISTED = new ConsentEvidence("1",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "fa", Channel.ORAL, "substantial",
            "e-77", "interpreter-12");

    private static final ConsentEvidence PAPER = new ConsentEvidence("1",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "fa", Channel.PAPER, null, "e-77",
            null);

    /** By the name of the golden sample. */
    static final Map<String, Event> BY_SAMPLE = new TreeMap<>(Map.ofEntries(
            Map.entry("de.handschlag.case.linked.v1", new CaseLinked(PERSON, 1, caseLink(null))),
            Map.entry("de.handschlag.case.unlinked.v1", new CaseUnlinked(PERSON, 9, caseLink(ENDED))),
            Map.entry("de.handschlag.consent.requested.v1",
                    new ConsentRequested(PERSON, 2, consentRecord(null, null, null, null, null))),
            Map.entry("de.handschlag.consent.given.v1",
                    new ConsentGiven(PERSON, 3, consentRecord(DECIDED, EXPIRES, null, null, WEB))),
            Map.entry("de.handschlag.consent.given.v1.assisted",
                    new ConsentGiven(PERSON, 3, consentRecord(DECIDED, EXPIRES, null, null, ASSISTED))),
            Map.entry("de.handschlag.consent.given.v1.recorded",
                    new ConsentGiven(PERSON, 3,
                            onPaper(consentRecord(DECIDED, EXPIRES, null, null, PAPER), null, null))),
            Map.entry("de.handschlag.consent.withdrawn.v1.contested",
                    new ConsentWithdrawn(PERSON, 4,
                            onPaper(consentRecord(DECIDED, EXPIRES, ENDED, null, PAPER), LOGIN,
                                    ApprovalEvidence.Answer.CONTESTED))),
            Map.entry("de.handschlag.consent.refused.v1",
                    new ConsentRefused(PERSON, 3, consentRecord(DECIDED, null, null, null, WEB))),
            Map.entry("de.handschlag.consent.withdrawn.v1",
                    new ConsentWithdrawn(PERSON, 4, consentRecord(DECIDED, EXPIRES, ENDED, null, WEB))),
            Map.entry("de.handschlag.consent.expired.v1",
                    new ConsentExpired(PERSON, 4, consentRecord(DECIDED, EXPIRES, EXPIRES, null, WEB))),
            Map.entry("de.handschlag.consent.invalidated.v1",
                    new ConsentInvalidated(PERSON, 4, consentRecord(DECIDED, EXPIRES, ENDED, "purpose-changed", WEB))),
            Map.entry("de.handschlag.consent.invalidated.v1.undecided",
                    new ConsentInvalidated(PERSON, 3, consentRecord(null, null, ENDED, "purpose-changed", null))),
            Map.entry("de.handschlag.consent.invalidated.v1.replaced",
                    new ConsentInvalidated(PERSON, 6,
                            replaced(consentRecord(DECIDED, EXPIRES, ENDED, ConsentRecordState.REPLACED, WEB)))),
            Map.entry("de.handschlag.consent.refused.v1.without-notice",
                    new ConsentRefused(PERSON, 3, byLogin(consentRecord(DECIDED, null, null, null, null), null))),
            Map.entry("de.handschlag.consent.withdrawn.v1.by-login",
                    new ConsentWithdrawn(PERSON, 4,
                            byLogin(consentRecord(DECIDED, EXPIRES, ENDED, null, WEB), FURTHER_LOGIN))),
            Map.entry("de.handschlag.consent.withdrawn.v1.recorded",
                    new ConsentWithdrawn(PERSON, 4, recorded(consentRecord(DECIDED, EXPIRES, ENDED, null, WEB)))),
            Map.entry("de.handschlag.secrecy.released.v1",
                    new SecrecyReleased(PERSON, 4,
                            releasing("drogenberatung-musterstadt", "frauenberatung-musterstadt"),
                            "frauenberatung-musterstadt", WEB, LOGIN)),
            Map.entry("de.handschlag.secrecy.released.v1.without-login",
                    new SecrecyReleased(PERSON, 4, releasing("drogenberatung-musterstadt"),
                            "drogenberatung-musterstadt", WEB, null)),
            Map.entry("de.handschlag.secrecy.release-withdrawn.v1",
                    new SecrecyReleaseWithdrawn(PERSON, 5, releasing("drogenberatung-musterstadt"),
                            "frauenberatung-musterstadt", LOGIN)),
            Map.entry("de.handschlag.secrecy.release-withdrawn.v1.last",
                    new SecrecyReleaseWithdrawn(PERSON, 5, releasing(), "drogenberatung-musterstadt", null)),
            Map.entry("de.handschlag.login.binding-requested.v1",
                    new LoginBindingRequested(PERSON, 6,
                            new LoginBindingState(FURTHER_LOGIN, null, TWO_AGENCIES, TWO_CODES, null, "1", REQUESTED,
                                    DECIDED, null, null, null, null, null, null))),
            Map.entry("de.handschlag.login.bound.v1",
                    new LoginBound(PERSON, 7,
                            new LoginBindingState(FURTHER_LOGIN, LoginBindingState.Means.LOGIN_CONFIRMATION,
                                    List.of("jobcenter-musterstadt"), List.of(BINDING_CODE), "jobcenter-musterstadt",
                                    "substantial", REQUESTED, null, DECIDED, null, null, LOGIN, null, null))),
            Map.entry("de.handschlag.login.bound.v1.guardian", new LoginBound(PERSON, 7, guardian(null, null))),
            Map.entry("de.handschlag.login.bound.v1.self-enrolled",
                    new LoginBound(PERSON, 1,
                            new LoginBindingState(LOGIN, LoginBindingState.Means.SELF_ENROLMENT, List.of(), List.of(),
                                    null, null, LINKED, null, LINKED, null, null, null, null, null))),
            Map.entry("de.handschlag.login.unbound.v1",
                    new LoginUnbound(PERSON, 8,
                            new LoginBindingState(LOGIN, LoginBindingState.Means.SELF_ENROLMENT, List.of(), List.of(),
                                    null, null, LINKED, null, LINKED, ENDED, LoginBindingState.EndReason.UNBOUND, null,
                                    FURTHER_LOGIN, null))),
            Map.entry("de.handschlag.login.unbound.v1.guardian",
                    new LoginUnbound(PERSON, 8, guardian(ENDED, LoginBindingState.EndReason.LAPSED))),
            Map.entry("de.handschlag.login.unbound.v1.refused",
                    new LoginUnbound(PERSON, 7,
                            new LoginBindingState(FURTHER_LOGIN, null, TWO_AGENCIES, TWO_CODES, null, null, REQUESTED,
                                    DECIDED, null, ENDED, LoginBindingState.EndReason.REFUSED, null, LOGIN, null))),
            Map.entry("de.handschlag.binding-code.made.v1",
                    new BindingCodeMade(PERSON, 5, BINDING_CODE, CASEWORKER, "1", REQUESTED, EXPIRES, null)),
            Map.entry("de.handschlag.binding-code.made.v1.guardian",
                    new BindingCodeMade(PERSON, 5, BINDING_CODE, CASEWORKER, "1", REQUESTED, EXPIRES,
                            new Guardianship(Guardianship.Kind.PARENT, Guardianship.Proof.BIRTH_CERTIFICATE))),
            Map.entry("de.handschlag.binding-code.made.v1.without-employee",
                    new BindingCodeMade(PERSON, 5, BINDING_CODE, SYSTEM, null, REQUESTED, EXPIRES, null)),
            Map.entry("de.handschlag.person.erased.v1", new PersonErased(PERSON, 10, ENDED)),
            Map.entry("de.handschlag.heartbeat.v1", new Heartbeat(5, ENDED)),
            Map.entry("de.handschlag.data.disclosed.v1", disclosed(CASEWORKER)),
            Map.entry("de.handschlag.data.disclosed.v1.without-employee", disclosed(SYSTEM)),
            Map.entry("de.handschlag.data.disclosed.v1.block-overridden", disclosed(SYSTEM, "danger-averted")),
            Map.entry("de.handschlag.data.disclosed.v1.by-statute",
                    new DataDisclosed(PERSON, 3, CASEWORKER, "JC-2026-00417", "child-protection", "Art. 6(1)(c) DSGVO",
                            List.of("birth_date", "given_names"), List.of(), STARTED, DISCLOSED, FRESH, null,
                            "§ 8a SGB VIII, § 4 KKG", null, true, null, List.of("given_names", "birth_date", "address"),
                            "JA 51-3/26", "Gefährdungseinschätzung nach einer Mitteilung der Schule")),
            Map.entry("de.handschlag.data.disclosed.v1.emergency",
                    new DataDisclosed(PERSON, 3, CASEWORKER, "JC-2026-00417", "vital-emergency",
                            "Art. 6(1)(d), 9(2)(c) DSGVO", List.of("medical_need"), List.of(), STARTED, DISCLOSED,
                            FRESH, null, "§ 34 StGB", EMERGENCY, null, DEFERRED, null)),
            Map.entry("de.handschlag.disclosure.denied.v1.emergency",
                    new DisclosureDenied(PERSON, 4L, SYSTEM, "JC-2026-00417", "vital-emergency", Reason.NO_GRANT,
                            STARTED, DISCLOSED, FRESH, "§ 34 StGB", EMERGENCY, true, DEFERRED, List.of("address"),
                            null)),
            Map.entry("de.handschlag.disclosure.denied.v1.without-right",
                    new DisclosureDenied(PERSON, 4L, CASEWORKER, "JC-2026-00417", "child-protection", Reason.NO_GRANT,
                            STARTED, DISCLOSED, FRESH, null, null, null, null, null, "purpose-not-entitled")),
            Map.entry("de.handschlag.emergency-access.opened.v1", opened(null)),
            Map.entry("de.handschlag.emergency-access.opened.v1.deferred-notice", opened(DEFERRED)),
            Map.entry("de.handschlag.emergency-access.reviewed.v1",
                    new EmergencyAccessReviewed(EMERGENCY, PERSON,
                            new Requester("jobcenter-musterstadt", "handschlag-web", "9a1b"), "jobcenter-musterstadt",
                            "vital-emergency", EmergencyAccessReviewed.Outcome.JUSTIFIED, ENDED, null)),
            Map.entry("de.handschlag.emergency-access.reviewed.v1.deferred-notice",
                    new EmergencyAccessReviewed(EMERGENCY, PERSON, new Requester(null, "handschlag-web", "dpo-1"),
                            "jobcenter-musterstadt", "vital-emergency", EmergencyAccessReviewed.Outcome.NOT_JUSTIFIED,
                            ENDED, DEFERRED)),
            Map.entry("de.handschlag.data.disclosed.v1.deferred",
                    new DataDisclosed(PERSON, 3, CASEWORKER, "JC-2026-00417", "child-protection", "Art. 6(1)(c) DSGVO",
                            List.of("birth_date", "given_names"), List.of(), STARTED, DISCLOSED, FRESH, null,
                            "§ 8a SGB VIII, § 4 KKG", null, null, DEFERRED, null, "JA 51-3/26",
                            "Gefährdungseinschätzung nach einer Mitteilung der Schule", NOTICE_DEFERRAL,
                            DEFERRAL_REASON)),
            Map.entry("de.handschlag.disclosure.denied.v1.deferred", new DisclosureDenied(PERSON, 4L, CASEWORKER,
                    "JC-2026-00417", "child-protection", Reason.ATTRIBUTES_NOT_GRANTED, STARTED, DISCLOSED, FRESH,
                    "§ 8a SGB VIII, § 4 KKG", null, null, DEFERRED, List.of("income"), null, "JA 51-3/26",
                    "Gefährdungseinschätzung nach einer Mitteilung der Schule", NOTICE_DEFERRAL, DEFERRAL_REASON)),
            Map.entry("de.handschlag.notice-deferral.changed.v1",
                    deferral(CASEWORKER, NoticeDeferralChanged.State.REQUESTED, DEFERRED)),
            Map.entry("de.handschlag.notice-deferral.changed.v1.lifted",
                    deferral(new Requester(null, "handschlag-web", "dpo-1"), NoticeDeferralChanged.State.LIFTED, null)),
            Map.entry("de.handschlag.disclosure.denied.v1", denied(PERSON, 4L, Reason.NO_GRANT)),
            Map.entry("de.handschlag.disclosure.denied.v1.unknown-case", denied(null, null, Reason.UNKNOWN_CASE)),
            Map.entry("de.handschlag.view.unchanged.v1",
                    new ViewUnchanged(PERSON, 3, SYSTEM, "JC-2026-00417", "german-course-placement",
                            List.of(CONSENT_RECORD), Instant.parse("2026-11-22T10:00:00.001Z"),
                            Instant.parse("2026-11-22T10:00:00.004Z"), Instant.parse("2026-11-22T09:59:59.9Z"))),
            Map.entry("de.handschlag.obligation.answered.v1", answered(PERSON, Outcome.DELETED, null)),
            Map.entry("de.handschlag.obligation.answered.v1.deferred-notice",
                    new ObligationAnswered(PERSON, CASEWORKER, OBLIGATION, ObligationCause.VALUE_CORRECTED,
                            "vital-emergency", List.of("medical_need"), List.of(), Outcome.CORRECTED, null, ENDED,
                            ENDED.plusSeconds(259_200), Instant.parse("2026-11-24T08:00:00.5Z"), DEFERRED)),
            Map.entry("de.handschlag.obligation.answered.v1.kept-by-norm",
                    answered(null, Outcome.KEPT_BY_NORM, "§ 84 SGB X")),
            Map.entry("de.handschlag.obligation.overdue.v1", overdue(PERSON)),
            Map.entry("de.handschlag.obligation.overdue.v1.erased-person", overdue(null)),
            Map.entry("de.handschlag.client-limit.exceeded.v1",
                    new ClientLimitExceeded(SYSTEM, ClientLimitExceeded.Limit.CASES, 5000,
                            Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-11-22T10:41:07.5Z"))),
            Map.entry("de.handschlag.client-limit.exceeded.v1.refused-tries",
                    new ClientLimitExceeded(SYSTEM, ClientLimitExceeded.Limit.REQUESTS, 1000,
                            Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-11-22T10:41:07.5Z"), true)),
            Map.entry("de.handschlag.log.queried.v1",
                    new LogQueried(PERSON, new Requester("datenschutz-musterstadt", "handschlag-web", "dpo-1"),
                            "complaint 2026/17",
                            new TreeMap<>(Map.of("decision", "DENIED", "from", "2026-11-01T00:00:00Z")), 12, ENDED)),
            Map.entry("de.handschlag.log.queried.v1.without-person",
                    new LogQueried(null, new Requester(null, "handschlag-tour", null), "random check", new TreeMap<>(),
                            0, ENDED)),
            Map.entry("de.handschlag.log.queried.v1.staff-named",
                    new LogQueried(PERSON, new Requester("datenschutz-musterstadt", "handschlag-web", "dpo-1"),
                            "data-subject-request", new TreeMap<>(Map.of("report", "Art. 15 DSGVO")), 12, ENDED,
                            "The employees agreed to be named, file 2026/17")),
            Map.entry("de.handschlag.completeness.stated.v1",
                    new CompletenessStated(AUDIT_SERVICE, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", 399, 200,
                            70_000, "3f0c9a1b", ENDED)),
            Map.entry("de.handschlag.log.continued.v1", new LogContinued(AUDIT_SERVICE, "handschlag.example/log",
                    "handschlag.example/log+2f6f3c1e+AeS0k3T2uM0oYqTg0b3bQZx6k1g5QmZbW0b8uK1d3gQ2",
                    "handschlag.example/log\n70000\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 handschlag.example/log L288Hg==\n",
                    70_000, 69_120)),
            Map.entry("de.handschlag.log.erased.v1",
                    new LogErased(AUDIT_SERVICE, LogErased.Reason.PERSON_ERASED, "Art. 17(1) DSGVO",
                            List.of(new LogErased.Range(7, 9), new LogErased.Range(12, 12)), null, null)),
            Map.entry("de.handschlag.log.erased.v1.month",
                    new LogErased(AUDIT_SERVICE, LogErased.Reason.RETENTION, "Art. 5(1)(e) DSGVO", List.of(), "access",
                            "2024-10")),
            Map.entry("de.handschlag.legal-hold.set.v1", new LegalHoldSet(HOLD, PERSON, DPO, null, DECIDED)),
            Map.entry("de.handschlag.legal-hold.set.v1.agency",
                    new LegalHoldSet(HOLD, null, DPO, "jobcenter-musterstadt", DECIDED)),
            Map.entry("de.handschlag.legal-hold.released.v1", new LegalHoldReleased(HOLD, PERSON, DPO, null, ENDED)),
            Map.entry("de.handschlag.legal-hold.released.v1.agency",
                    new LegalHoldReleased(HOLD, null, DPO, "jobcenter-musterstadt", ENDED)),
            Map.entry("de.handschlag.revision.enforced.v1", new RevisionEnforced(PERSON, 4, ENDED)),
            Map.entry("de.handschlag.person.news.v1", new NewsForPerson(PERSON))));

    private SampleEvents() {}

    private static CaseLinkState caseLink(@Nullable Instant unlinkedAt) {
        return new CaseLinkState(CASE_LINK, "jobcenter-musterstadt", "JC-2026-00417", LINKED, unlinkedAt,
                "kommunales_integrationszentrum");
    }

    private static ConsentRecordState consentRecord(@Nullable Instant decidedAt, @Nullable Instant expiresAt,
            @Nullable Instant endedAt, @Nullable String endReason, @Nullable ConsentEvidence evidence) {
        return new ConsentRecordState(CONSENT_RECORD, "jobcenter-musterstadt", "german-course-placement",
                List.of("accessibility_need", "birth_date", "given_names"), List.of("accessibility_need"),
                "Art. 6(1)(a) DSGVO", REQUESTED, decidedAt, expiresAt, endedAt, endReason, evidence);
    }

    private static ConsentRecordState releasing(String... sources) {
        ConsentRecordState state = consentRecord(DECIDED, EXPIRES, null, null, WEB);
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), LOGIN, null, null,
                List.of(sources));
    }

    private static ConsentRecordState byLogin(ConsentRecordState state, @Nullable UUID ended) {
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), LOGIN, ended, null);
    }

    private static ConsentRecordState recorded(ConsentRecordState state) {
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), LOGIN, null, null, null,
                new WithdrawalEvidence(WithdrawalEvidence.Channel.ORAL, "e-77"));
    }

    private static ConsentRecordState onPaper(ConsentRecordState state, @Nullable UUID endedBy,
            ApprovalEvidence.@Nullable Answer answer) {
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(),
                List.of("birth_date", "given_names"), List.of(), state.legalBasis(), state.requestedAt(),
                state.decidedAt(), state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), null,
                endedBy, null, null, null,
                new ApprovalEvidence("e-78", ApprovalEvidence.Signer.PERSON, true, EXPIRES, answer));
    }

    private static ConsentRecordState replaced(ConsentRecordState state) {
        return new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                state.expiresAt(), state.endedAt(), state.endReason(), state.evidence(), LOGIN, null,
                LATER_CONSENT_RECORD);
    }

    private static NoticeDeferralChanged deferral(Requester requester, NoticeDeferralChanged.State state,
            @Nullable Instant noticeDeferredUntil) {
        return new NoticeDeferralChanged(NOTICE_DEFERRAL, PERSON, requester, "jobcenter-musterstadt", "JC-2026-00417",
                "child-protection", "§ 8a Abs. 1 Satz 2 SGB VIII; § 82 Abs. 4 SGB X", "JA 51-3/26", DEFERRAL_REASON,
                state, Instant.parse("2026-11-22T09:58:00Z"), DEFERRED, noticeDeferredUntil);
    }

    private static EmergencyAccessOpened opened(@Nullable Instant noticeDeferredUntil) {
        return new EmergencyAccessOpened(EMERGENCY, PERSON, CASEWORKER, "JC-2026-00417", "vital-emergency",
                "Art. 6(1)(d), 9(2)(c) DSGVO", "§ 34 StGB", List.of("health_insurance", "medical_need"),
                Instant.parse("2026-11-22T09:58:00Z"), Instant.parse("2026-11-22T10:28:00Z"),
                Instant.parse("2026-11-25T09:58:00Z"), noticeDeferredUntil);
    }

    private static DataDisclosed disclosed(Requester requester) {
        return disclosed(requester, null);
    }

    private static DataDisclosed disclosed(Requester requester, @Nullable String blockOverrideReason) {
        return new DataDisclosed(PERSON, 3, requester, "JC-2026-00417", "german-course-placement", "Art. 6(1)(a) DSGVO",
                List.of("birth_date", "given_names"), List.of(CONSENT_RECORD),
                Instant.parse("2026-11-22T10:00:00.001Z"), Instant.parse("2026-11-22T10:00:00.004Z"),
                Instant.parse("2026-11-22T09:59:59.9Z"), blockOverrideReason, null, null, null, null, null);
    }

    private static DisclosureDenied denied(@Nullable UUID person, @Nullable Long revision, Reason reason) {
        return new DisclosureDenied(person, revision, SYSTEM, "JC-2026-00417", "german-course-placement", reason,
                Instant.parse("2026-11-23T10:00:00.001Z"), Instant.parse("2026-11-23T10:00:00.004Z"),
                Instant.parse("2026-11-23T09:59:59.9Z"));
    }

    private static ObligationAnswered answered(@Nullable UUID person, Outcome outcome, @Nullable String norm) {
        return new ObligationAnswered(person, CASEWORKER, OBLIGATION, ObligationCause.GRANT_WITHDRAWN,
                "german-course-placement", List.of("birth_date", "given_names"), List.of(CONSENT_RECORD), outcome, norm,
                ENDED, ENDED.plusSeconds(259_200), Instant.parse("2026-11-24T08:00:00.5Z"));
    }

    private static ObligationOverdue overdue(@Nullable UUID person) {
        return new ObligationOverdue(person, new Requester("jobcenter-musterstadt", "registry-service", null),
                OBLIGATION, ObligationCause.PERSON_ERASED, "german-course-placement",
                List.of("birth_date", "given_names"), List.of(CONSENT_RECORD), ENDED, ENDED.plusSeconds(259_200));
    }

    private static LoginBindingState guardian(@Nullable Instant endedAt, LoginBindingState.@Nullable EndReason reason) {
        return new LoginBindingState(FURTHER_LOGIN, LoginBindingState.Means.AGENCY_CODE,
                List.of("jobcenter-musterstadt"), List.of(BINDING_CODE), "jobcenter-musterstadt", "1", REQUESTED, null,
                REQUESTED, endedAt, reason, null, null,
                new Guardianship(Guardianship.Kind.PARENT, Guardianship.Proof.BIRTH_CERTIFICATE));
    }
}
