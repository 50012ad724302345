/**
 * The catalogue as this service uses it: read from its CSV files at start, kept in tables so that records can refer to it,
 * listed for everybody who is logged in.
 */
@NullMarked
package de.handschlag.consent.catalogue;

import org.jspecify.annotations.NullMarked;
