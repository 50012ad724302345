package de.handschlag.event;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What kind of access the audit-service shows to the person whom it is about, and the consent-service's pages put into words.
 * It stands here so that the compiler finds both places when a kind is added.
 */
public enum AccessKind {
    DISCLOSED("disclosed"),
    DENIED("denied"),
    /** The agency has what it may see already. */
    UNCHANGED("unchanged"),
    EMERGENCY_OPENED("emergency-opened"),
    EMERGENCY_REVIEWED("emergency-reviewed"),
    /** An office wants that the person is shown reads later; what became of that. */
    DEFERRAL_REQUESTED("deferral-requested"),
    DEFERRAL_APPROVED("deferral-approved"),
    DEFERRAL_REFUSED("deferral-refused"),
    DEFERRAL_LIFTED("deferral-lifted"),
    OBLIGATION_ANSWERED("obligation-answered"),
    OBLIGATION_OVERDUE("obligation-overdue"),
    /** The data-protection officer read entries. */
    LOG_READ("log-read"),
    /** The person read what is stored about them. */
    OWN_VALUES_READ("own-values-read"),
    /** A further login wants to be the person's. */
    LOGIN_BINDING_REQUESTED("login-binding-requested"),
    LOGIN_BOUND("login-bound"),
    LOGIN_UNBOUND("login-unbound"),
    /** An office made a code for a login. */
    BINDING_CODE_MADE("binding-code-made");

    private final String value;

    AccessKind(String value) {
        this.value = value;
    }

    /** As the audit-service's API has it. */
    @JsonValue
    public String value() {
        return value;
    }
}
