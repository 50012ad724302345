package de.handschlag.consent.agency;

/** Fired after an agency became one of another type or under another law: consents given before do not cover it (R7). */
public record RecipientChanged(String agencyId) {}
