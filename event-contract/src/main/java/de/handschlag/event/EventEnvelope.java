package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An event with its CloudEvents context attributes.
 *
 * @param id          {@code id}: the same however often the event is delivered
 * @param source      {@code source}: the service that sent it, for instance {@code /consent-service}
 * @param time        {@code time}: when it happened, truncated to microseconds
 * @param traceparent W3C trace context of the request that caused it (CloudEvents distributed tracing extension); null
 *                    if none is known
 * @param data        what happened
 */
public record EventEnvelope<E extends Event>(UUID id, String source, Instant time, @Nullable String traceparent,
        E data) {}
