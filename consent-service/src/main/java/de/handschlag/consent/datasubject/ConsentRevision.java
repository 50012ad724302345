package de.handschlag.consent.datasubject;

/** The response header by which a caller can ask the registry for an answer at this revision or later. */
public final class ConsentRevision {

    public static final String HEADER = "Consent-Revision";

    private ConsentRevision() {}
}
