/**
 * What can be wrong with a log: kinds of fault, each belonging to one of the seven points of the format's "What a verifier checks", to
 * the export's frame or to a proof beside it, and where faults go. Everything else reports here and goes on as far as it can.
 */
@NullMarked
package de.handschlag.verifier.fault;

import org.jspecify.annotations.NullMarked;
