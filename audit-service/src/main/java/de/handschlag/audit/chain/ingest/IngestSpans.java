package de.handschlag.audit.chain.ingest;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** Continues the trace of the request that caused an event (CloudEvents distributed tracing extension). */
@ApplicationScoped
class IngestSpans {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

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
            if (entry.traceparent() == null) {
                continue;
            }
            var parts = TRACEPARENT.matcher(entry.traceparent());
            if (parts.matches()) {
                Context parent = Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(parts.group(1),
                        parts.group(2), TraceFlags.fromHex(parts.group(3), 0), TraceState.getDefault())));
                tracer.spanBuilder("audit log append").setParent(parent).setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("cloudevents.event_id", entry.eventId().toString())
                        .setAttribute("cloudevents.event_type", entry.type()).setStartTimestamp(from).startSpan()
                        .end(to);
            }
        }
    }
}
