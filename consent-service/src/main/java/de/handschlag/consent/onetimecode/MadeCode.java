package de.handschlag.consent.onetimecode;

import java.util.UUID;

/**
 * A new code.
 *
 * @param codeId random; says nothing of the code
 */
public record MadeCode(UUID codeId, IssuedCode issued) {}
