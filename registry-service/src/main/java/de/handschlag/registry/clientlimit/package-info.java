/**
 * How much one client may ask for within an hour: requests, different cases (ADR 15), and what it has no right to (ADR 46). Whoever asks for more is refused
 * without being told anything of a case, and the log is told once.
 */
@NullMarked
package de.handschlag.registry.clientlimit;

import org.jspecify.annotations.NullMarked;
