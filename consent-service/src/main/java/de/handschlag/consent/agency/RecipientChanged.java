package de.handschlag.consent.agency;

/** Fired after an agency became another recipient: consents given before do not cover it (R7). */
public record RecipientChanged(String agencyId) {}
