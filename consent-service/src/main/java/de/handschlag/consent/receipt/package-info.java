/**
 * Receipts of what a person decided, computed from the record whenever somebody asks, so that all forms say the same after each
 * change: a consent receipt after ISO/IEC TS 27560 in the words of W3C DPV, a FHIR R4 Consent, a tagged PDF, and the first of
 * them signed (ADR 62). Nothing is kept, and no decision waits for one.
 */
@NullMarked
package de.handschlag.consent.receipt;

import org.jspecify.annotations.NullMarked;
