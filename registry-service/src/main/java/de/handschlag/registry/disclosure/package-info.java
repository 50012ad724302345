/**
 * Agencies' reads (G2, G3, R15–R19), in this order: {@code ReadRequests} refuses what may not be asked, {@code NormBases} says on what the
 * read rests, the statement of {@code SharingViewReader} decides what may be seen, {@code DisclosureService} answers only from a fresh view and
 * after the durable record. The whole way: docs/read.md.
 */
@NullMarked
package de.handschlag.registry.disclosure;

import org.jspecify.annotations.NullMarked;
