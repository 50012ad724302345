/**
 * Agencies' reads: freshness, one statement, durable audit record, answer – in this order (G2, G3, R15–R19).
 */
@NullMarked
package de.handschlag.registry.disclosure;

import org.jspecify.annotations.NullMarked;
