package de.handschlag.consent.onetimecode;

import java.time.Instant;

/** A code as it is shown once; it cannot be shown again. */
public record IssuedCode(String code, Instant expiresAt) {}
