package de.handschlag.audit.chain.ingest;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import de.handschlag.corridor.Traceparent;

/** Continues the trace of the request that caused an event (CloudEvents distributed tracing extension). */
@ApplicationScoped
class IngestSpans {

    private final Tracer tracer;
    private final boolean off;

    IngestSpans(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.tracer = tracer;
        this.off = off;
    }

    /** One span per appended event, over the time that its batch took. */
    void appended(List<IngestRecord.Entry> entries, Instant from, Instant to) {
        if (off) {
            return;
        }
        for (IngestRecord.Entry entry : entries) {
            Context parent = Traceparent.parent(entry.traceparent());
            if (parent != null) {
                tracer.spanBuilder("audit log append").setParent(parent).setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("cloudevents.event_id", entry.eventId().toString())
                        .setAttribute("cloudevents.event_type", entry.type()).setStartTimestamp(from).startSpan()
                        .end(to);
            }
        }
    }
}
