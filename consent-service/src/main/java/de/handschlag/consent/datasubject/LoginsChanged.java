package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Fired inside the transaction in which a further login wants to be a person's, becomes it, or is it no more (R35).
 *
 * @param ended binding of the login that was the person's until now; null if none ended
 */
public record LoginsChanged(LockedPerson person, @Nullable UUID ended, Instant at) {}
