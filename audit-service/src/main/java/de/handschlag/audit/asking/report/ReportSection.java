package de.handschlag.audit.asking.report;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.EventType;

/** A list in the report, in the order in which they stand there. */
enum ReportSection {
    ACCESSES("accesses"),
    DECISIONS("decisions"),
    CASES("cases"),
    LOGINS("logins"),
    /** What an office said about its copy, or that it is late. */
    ANSWERS("answersOfRecipients"),
    LOG_READS("logReads"),
    ERASURES("erasures");

    private final String member;

    ReportSection(String member) {
        this.member = member;
    }

    /** Its name in the document. */
    String member() {
        return member;
    }

    List<EventType> types() {
        return Arrays.stream(EventType.values()).filter(type -> of(type) == this).toList();
    }

    /** Null for what no report has. */
    private static @Nullable ReportSection of(EventType type) {
        return switch (type) {
            case DATA_DISCLOSED, DISCLOSURE_DENIED, VIEW_UNCHANGED, EMERGENCY_ACCESS_OPENED, EMERGENCY_ACCESS_REVIEWED,
                    NOTICE_DEFERRAL_CHANGED ->
                ACCESSES;
            case CONSENT_REQUESTED, CONSENT_GIVEN, CONSENT_REFUSED, CONSENT_WITHDRAWN, CONSENT_EXPIRED,
                    CONSENT_INVALIDATED, SECRECY_RELEASED, SECRECY_RELEASE_WITHDRAWN ->
                DECISIONS;
            case CASE_LINKED, CASE_UNLINKED -> CASES;
            case LOGIN_BINDING_REQUESTED, LOGIN_BOUND, LOGIN_UNBOUND, BINDING_CODE_MADE -> LOGINS;
            case OBLIGATION_ANSWERED, OBLIGATION_OVERDUE -> ANSWERS;
            case LOG_QUERIED -> LOG_READS;
            case PERSON_ERASED -> ERASURES;
            // A receipt stands beside the decision that it is for; holds are not told; the others are about nobody.
            case REVISION_ENFORCED, LEGAL_HOLD_SET, LEGAL_HOLD_RELEASED, HEARTBEAT, CLIENT_LIMIT_EXCEEDED, LOG_ERASED,
                    COMPLETENESS_STATED, LOG_CONTINUED, NEWS_FOR_PERSON ->
                null;
        };
    }
}
