package de.handschlag.registry.sharingview;

import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import de.handschlag.corridor.Traceparent;
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
        Context parent = Traceparent.parent(event.traceparent());
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
}
