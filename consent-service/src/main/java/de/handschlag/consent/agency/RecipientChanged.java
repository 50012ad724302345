package de.handschlag.consent.agency;

/** Fired after an agency became one of another type: consents given to the former one do not cover it (R7). */
public record RecipientChanged(String agencyId) {}
