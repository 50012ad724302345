package de.handschlag.event;

/** Names of the Kafka topics. */
public final class Topics {

    /** consent-service → registry-service, audit-service; compacted. */
    public static final String CONSENT_EVENTS = "consent-events";

    /** Every service that shows personal data → audit-service. */
    public static final String ACCESS_EVENTS = "access-events";

    /** registry-service → consent-service, audit-service. */
    public static final String ENFORCEMENT_RECEIPTS = "enforcement-receipts";

    private Topics() {}

    /** Where a consumer group puts what it cannot understand. */
    public static String deadLetterOf(String topic, String group) {
        return topic + "." + group + ".dlt";
    }
}
