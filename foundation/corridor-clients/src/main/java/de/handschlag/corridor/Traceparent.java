package de.handschlag.corridor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/** The trace of the request that causes an event, as events carry it (CloudEvents distributed tracing extension). */
public final class Traceparent {

    private static final String NAME = "traceparent";
    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<String> ITSELF = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(NAME) ? traceparent : null;
        }
    };

    private Traceparent() {}

    /** The value for the current span; null if there is none. */
    public static @Nullable String current() {
        return of(Context.current());
    }

    /** The value for the span of a context; null if it has none. */
    public static @Nullable String of(Context context) {
        Map<String, String> headers = new HashMap<>();
        PROPAGATOR.inject(context, headers, (_, name, value) -> headers.put(name, value));
        return headers.get(NAME);
    }

    /** The context in which a span continues the trace; null if the value is none. */
    public static @Nullable Context parent(@Nullable String traceparent) {
        Context parent = PROPAGATOR.extract(Context.root(), traceparent, ITSELF);
        return Span.fromContext(parent).getSpanContext().isValid() ? parent : null;
    }
}
