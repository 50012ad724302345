package de.handschlag.event;

/** What happened to data that an agency had received, so that it owes an answer (R23, R24). */
public enum ObligationCause {
    /** The person withdrew the grant (Art. 7(3) GDPR). */
    GRANT_WITHDRAWN,
    /** The grant reached its expiry. */
    GRANT_EXPIRED,
    /** The grant lost its basis (R7). */
    GRANT_INVALIDATED,
    /** Everything about the person was erased (Art. 17, 19 GDPR). */
    PERSON_ERASED,
    /** A source corrected or took back a value (Art. 16, 19 GDPR). */
    VALUE_CORRECTED
}
