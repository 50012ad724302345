package de.handschlag.consent.consentrecord;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonValue;

import de.handschlag.edge.InvalidRequest;

/** Status of a consent record, in the words of the W3C Data Privacy Vocabulary. */
public enum ConsentStatus {

    REQUESTED("ConsentRequested"),
    GIVEN("ConsentGiven"),
    REFUSED("ConsentRefused"),
    WITHDRAWN("ConsentWithdrawn"),
    EXPIRED("ConsentExpired"),
    INVALIDATED("ConsentInvalidated");

    private final String dpvTerm;

    ConsentStatus(String dpvTerm) {
        this.dpvTerm = dpvTerm;
    }

    @JsonValue
    public String dpvTerm() {
        return dpvTerm;
    }

    /** For query parameters. */
    public static ConsentStatus fromString(String dpvTerm) {
        return Arrays.stream(values()).filter(status -> status.dpvTerm.equals(dpvTerm)).findFirst()
                .orElseThrow(() -> InvalidRequest.query("status",
                        "one of " + String.join(", ", Arrays.stream(values()).map(ConsentStatus::dpvTerm).toList())
                                + " is expected"));
    }
}
