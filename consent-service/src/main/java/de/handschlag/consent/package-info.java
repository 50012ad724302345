/**
 * The consent-service: persons decide here who may see which of their data for which purpose. It holds decisions, never
 * attribute values; each change leaves as an event through the {@code outbox}.
 */
@NullMarked
package de.handschlag.consent;

import org.jspecify.annotations.NullMarked;
