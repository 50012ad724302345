package de.handschlag.registry.sharingview;

import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventType;

/** Continues the trace of the request that caused an event (W3C Trace Context, CloudEvents distributed tracing extension). */
@ApplicationScoped
class ConsumerSpans {

    private final Tracer tracer;

    ConsumerSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Work on one event. */
    interface Work {
        void run() throws SQLException;
    }

    void record(EventEnvelope<?> event, Work work) throws SQLException {
        Context parent = parent(event.traceparent());
        if (parent == null) {
            work.run();
            return;
        }
        Span span = tracer.spanBuilder("consent-events process").setParent(parent).setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka").setAttribute("cloudevents.event_id", event.id().toString())
                .setAttribute("cloudevents.event_type", EventType.of(event.data()).typeName()).startSpan();
        try {
            work.run();
        } finally {
            span.end();
        }
    }

    private static @Nullable Context parent(@Nullable String traceparent) {
        if (traceparent == null || !traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) {
            return null;
        }
        String[] parts = traceparent.split("-");
        return Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(parts[1], parts[2],
                TraceFlags.fromHex(parts[3], 0), TraceState.getDefault())));
    }
}
