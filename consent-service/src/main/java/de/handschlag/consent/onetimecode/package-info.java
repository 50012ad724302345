/**
 * Codes that a person carries by hand from one place to another: single use, short-lived, kept as an HMAC, with a limit on
 * wrong attempts that holds over all replicas.
 */
@NullMarked
package de.handschlag.consent.onetimecode;

import org.jspecify.annotations.NullMarked;
