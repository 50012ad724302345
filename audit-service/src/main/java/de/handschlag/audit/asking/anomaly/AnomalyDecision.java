package de.handschlag.audit.asking.anomaly;

import java.time.Instant;

/**
 * What the data-protection officer made of an anomaly.
 *
 * @param newest    the newest entry that it was about
 * @param note      empty if there is nothing to say
 * @param decidedBy id of the login
 */
public record AnomalyDecision(String kind, long newest, Outcome outcome, String note, String decidedBy,
        Instant decidedAt) {

    /** What can be made of it. */
    public enum Outcome {
        /** There is a reason, and nothing is to be done. */
        EXPLAINED,
        /** Somebody was asked about it. */
        FOLLOWED_UP
    }
}
