/**
 * What every service does in the corridor between the services, which is Kafka: it makes the record of an access durable before the
 * access (G3), puts aside what it cannot understand, carries a request's trace on (W3C Trace Context), and notices when a topic is not the
 * one that it knew (ADR 58).
 */
@NullMarked
package de.handschlag.corridor;

import org.jspecify.annotations.NullMarked;
