package de.handschlag.consent.outbox;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.context.Context;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.corridor.Traceparent;

/** W3C trace context of the request that causes an event, so that a trace goes on across Kafka. */
@ApplicationScoped
class TraceContext {

    private final CurrentVertxRequest request;

    TraceContext(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The current span, or while tracing is off what the caller sent; null outside a request that has neither. */
    @Nullable
    String traceparent() {
        String span = Traceparent.current();
        if (span != null || !Arc.container().requestContext().isActive()) {
            return span;
        }
        RoutingContext current = request.getCurrent();
        Context sent = current == null ? null : Traceparent.parent(current.request().getHeader("traceparent"));
        return sent == null ? null : Traceparent.of(sent);
    }
}
