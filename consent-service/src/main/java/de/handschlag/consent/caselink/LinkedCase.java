package de.handschlag.consent.caselink;

import java.time.Instant;

/**
 * A case in its agency's list: nothing about the person.
 *
 * @param linkedAt since when it stands for a person
 */
record LinkedCase(String caseReference, Instant linkedAt) {}
