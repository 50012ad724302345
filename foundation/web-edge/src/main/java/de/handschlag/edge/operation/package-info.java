/**
 * Operation's door: what monitoring may see of requests. Metrics go to people and machines that have nothing to do with
 * persons, so their labels hold addresses as the OpenAPI document has them, never as they were called (ADR 41).
 */
@NullMarked
package de.handschlag.edge.operation;

import org.jspecify.annotations.NullMarked;
