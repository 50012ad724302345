package de.handschlag.event;

import java.util.Set;

/**
 * Which service may send what, by its {@code source}. It is a matter of the contract and not of configuration: an operator says
 * whose key is whose, never what its holder may say.
 */
public final class Senders {

    public static final String CONSENT = "/consent-service";
    public static final String REGISTRY = "/registry-service";
    public static final String AUDIT = "/audit-service";

    /** What is said about the log itself. */
    private static final Set<EventType> OF_THE_LOG = Set.of(EventType.LOG_ERASED, EventType.LEGAL_HOLD_SET,
            EventType.LEGAL_HOLD_RELEASED, EventType.COMPLETENESS_STATED, EventType.LOG_CONTINUED);

    private Senders() {}

    /** Whether events of this type on this topic may come from this source. */
    public static boolean maySend(String source, String topic, String typeName) {
        if (typeName.equals(SignedContent.TOMBSTONE)) {
            return topic.equals(Topics.CONSENT_EVENTS) && source.equals(CONSENT);
        }
        EventType type = EventType.named(typeName);
        Class<? extends Event> event = type.dataClass();
        if (ConsentEvent.class.isAssignableFrom(event)) {
            return topic.equals(Topics.CONSENT_EVENTS) && source.equals(CONSENT);
        }
        if (EnforcementEvent.class.isAssignableFrom(event)) {
            return topic.equals(Topics.ENFORCEMENT_RECEIPTS) && source.equals(REGISTRY);
        }
        if (!topic.equals(Topics.ACCESS_EVENTS)) {
            return false;
        }
        if (type == EventType.LOG_QUERIED) {
            return source.equals(REGISTRY) || source.equals(AUDIT);
        }
        return source.equals(OF_THE_LOG.contains(type) ? AUDIT : REGISTRY);
    }
}
