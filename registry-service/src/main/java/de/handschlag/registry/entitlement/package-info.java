/**
 * What a client may ask at all, by its own token and whoever the case is about (R14, R18). Whoever asks for more is refused, and
 * the log knows of each such try before it is answered (R25, ADR 46).
 */
@NullMarked
package de.handschlag.registry.entitlement;

import org.jspecify.annotations.NullMarked;
