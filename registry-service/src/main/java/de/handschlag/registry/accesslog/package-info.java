/**
 * Makes the records of accesses durable on access-events before anything leaves (G3, R26).
 */
@NullMarked
package de.handschlag.registry.accesslog;

import org.jspecify.annotations.NullMarked;
