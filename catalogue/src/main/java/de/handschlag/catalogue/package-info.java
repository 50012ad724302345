/**
 * The catalogue that consents are made of: which attributes, purposes and types of agency exist. It is read from four CSV
 * files; a mistake in one is reported with file and line, all mistakes at once.
 */
@NullMarked
package de.handschlag.catalogue;

import org.jspecify.annotations.NullMarked;
