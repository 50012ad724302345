package de.handschlag.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every event with its CloudEvents {@code type}. The number at the end is the version of its form. */
public enum EventType {

    CASE_LINKED("de.handschlag.case.linked.v1", CaseLinked.class),
    CASE_UNLINKED("de.handschlag.case.unlinked.v1", CaseUnlinked.class),
    CONSENT_REQUESTED("de.handschlag.consent.requested.v1", ConsentRequested.class),
    CONSENT_GIVEN("de.handschlag.consent.given.v1", ConsentGiven.class),
    CONSENT_REFUSED("de.handschlag.consent.refused.v1", ConsentRefused.class),
    CONSENT_WITHDRAWN("de.handschlag.consent.withdrawn.v1", ConsentWithdrawn.class),
    CONSENT_EXPIRED("de.handschlag.consent.expired.v1", ConsentExpired.class),
    CONSENT_INVALIDATED("de.handschlag.consent.invalidated.v1", ConsentInvalidated.class),
    SECRECY_RELEASED("de.handschlag.secrecy.released.v1", SecrecyReleased.class),
    SECRECY_RELEASE_WITHDRAWN("de.handschlag.secrecy.release-withdrawn.v1", SecrecyReleaseWithdrawn.class),
    LOGIN_BINDING_REQUESTED("de.handschlag.login.binding-requested.v1", LoginBindingRequested.class),
    LOGIN_BOUND("de.handschlag.login.bound.v1", LoginBound.class),
    LOGIN_UNBOUND("de.handschlag.login.unbound.v1", LoginUnbound.class),
    BINDING_CODE_MADE("de.handschlag.binding-code.made.v1", BindingCodeMade.class),
    PERSON_ERASED("de.handschlag.person.erased.v1", PersonErased.class),
    HEARTBEAT("de.handschlag.heartbeat.v1", Heartbeat.class),
    DATA_DISCLOSED("de.handschlag.data.disclosed.v1", DataDisclosed.class),
    DISCLOSURE_DENIED("de.handschlag.disclosure.denied.v1", DisclosureDenied.class),
    VIEW_UNCHANGED("de.handschlag.view.unchanged.v1", ViewUnchanged.class),
    OBLIGATION_ANSWERED("de.handschlag.obligation.answered.v1", ObligationAnswered.class),
    OBLIGATION_OVERDUE("de.handschlag.obligation.overdue.v1", ObligationOverdue.class),
    EMERGENCY_ACCESS_OPENED("de.handschlag.emergency-access.opened.v1", EmergencyAccessOpened.class),
    EMERGENCY_ACCESS_REVIEWED("de.handschlag.emergency-access.reviewed.v1", EmergencyAccessReviewed.class),
    NOTICE_DEFERRAL_CHANGED("de.handschlag.notice-deferral.changed.v1", NoticeDeferralChanged.class),
    CLIENT_LIMIT_EXCEEDED("de.handschlag.client-limit.exceeded.v1", ClientLimitExceeded.class),
    LOG_QUERIED("de.handschlag.log.queried.v1", LogQueried.class),
    LOG_ERASED("de.handschlag.log.erased.v1", LogErased.class),
    LEGAL_HOLD_SET("de.handschlag.legal-hold.set.v1", LegalHoldSet.class),
    LEGAL_HOLD_RELEASED("de.handschlag.legal-hold.released.v1", LegalHoldReleased.class),
    COMPLETENESS_STATED("de.handschlag.completeness.stated.v1", CompletenessStated.class),
    LOG_CONTINUED("de.handschlag.log.continued.v1", LogContinued.class),
    REVISION_ENFORCED("de.handschlag.revision.enforced.v1", RevisionEnforced.class),
    NEWS_FOR_PERSON("de.handschlag.person.news.v1", NewsForPerson.class);

    private static final Map<String, EventType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));

    private final String typeName;
    private final Class<? extends Event> dataClass;

    EventType(String typeName, Class<? extends Event> dataClass) {
        this.typeName = typeName;
        this.dataClass = dataClass;
    }

    /** The CloudEvents {@code type}. */
    public String typeName() {
        return typeName;
    }

    /** The record that carries the data. */
    public Class<? extends Event> dataClass() {
        return dataClass;
    }

    /** Whether such an event becomes an entry of the log; else it says nothing that the log does not have without it. */
    public boolean isLogged() {
        return this != HEARTBEAT && this != NEWS_FOR_PERSON;
    }

    /** The type of an event. */
    public static EventType of(Event event) {
        return switch (event) {
            case CaseLinked e -> CASE_LINKED;
            case CaseUnlinked e -> CASE_UNLINKED;
            case ConsentRequested e -> CONSENT_REQUESTED;
            case ConsentGiven e -> CONSENT_GIVEN;
            case ConsentRefused e -> CONSENT_REFUSED;
            case ConsentWithdrawn e -> CONSENT_WITHDRAWN;
            case ConsentExpired e -> CONSENT_EXPIRED;
            case ConsentInvalidated e -> CONSENT_INVALIDATED;
            case SecrecyReleased e -> SECRECY_RELEASED;
            case SecrecyReleaseWithdrawn e -> SECRECY_RELEASE_WITHDRAWN;
            case LoginBindingRequested e -> LOGIN_BINDING_REQUESTED;
            case LoginBound e -> LOGIN_BOUND;
            case LoginUnbound e -> LOGIN_UNBOUND;
            case BindingCodeMade e -> BINDING_CODE_MADE;
            case PersonErased e -> PERSON_ERASED;
            case Heartbeat e -> HEARTBEAT;
            case DataDisclosed e -> DATA_DISCLOSED;
            case DisclosureDenied e -> DISCLOSURE_DENIED;
            case ViewUnchanged e -> VIEW_UNCHANGED;
            case ObligationAnswered e -> OBLIGATION_ANSWERED;
            case ObligationOverdue e -> OBLIGATION_OVERDUE;
            case EmergencyAccessOpened e -> EMERGENCY_ACCESS_OPENED;
            case EmergencyAccessReviewed e -> EMERGENCY_ACCESS_REVIEWED;
            case NoticeDeferralChanged e -> NOTICE_DEFERRAL_CHANGED;
            case ClientLimitExceeded e -> CLIENT_LIMIT_EXCEEDED;
            case LogQueried e -> LOG_QUERIED;
            case LogErased e -> LOG_ERASED;
            case LegalHoldSet e -> LEGAL_HOLD_SET;
            case LegalHoldReleased e -> LEGAL_HOLD_RELEASED;
            case CompletenessStated e -> COMPLETENESS_STATED;
            case LogContinued e -> LOG_CONTINUED;
            case RevisionEnforced e -> REVISION_ENFORCED;
            case NewsForPerson e -> NEWS_FOR_PERSON;
        };
    }

    /**
     * The type with this name.
     *
     * @throws UnintelligibleEventException if this version of the contract knows no such type
     */
    public static EventType named(String typeName) {
        EventType type = BY_NAME.get(typeName);
        if (type == null) {
            throw new UnintelligibleEventException("unknown event type " + typeName, null);
        }
        return type;
    }
}
