/**
 * Keeps what the log holds about a person or an agency from being erased while somebody needs it, for instance in a dispute
 * (R28). Setting and releasing are in the log; the typed reasons are here only.
 */
@NullMarked
package de.handschlag.audit.keeping.legalhold;

import org.jspecify.annotations.NullMarked;
