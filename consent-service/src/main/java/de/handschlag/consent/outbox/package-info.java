/**
 * The only way out for events: appended in the transaction of the change, published by one active relay, then kept beside the
 * outbox for a while (docs/adr/0001-transactional-outbox.md). Nothing else in this service sends an event.
 */
@NullMarked
package de.handschlag.consent.outbox;

import org.jspecify.annotations.NullMarked;
