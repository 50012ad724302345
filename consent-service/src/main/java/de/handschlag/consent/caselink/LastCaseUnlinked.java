package de.handschlag.consent.caselink;

import java.time.Instant;

import de.handschlag.consent.datasubject.LockedPerson;

/** Fired inside the transaction in which an agency unlinks its last case of a person: a grant ends with its case (R7). */
public record LastCaseUnlinked(LockedPerson person, String agencyId, Instant at) {}
