/**
 * How every service reads a request: what an operation takes is read off its method, and a request that brings anything else
 * is refused with its place named, never half understood (ADR 40). Nothing here knows what a service does.
 */
@NullMarked
package de.handschlag.edge;

import org.jspecify.annotations.NullMarked;
