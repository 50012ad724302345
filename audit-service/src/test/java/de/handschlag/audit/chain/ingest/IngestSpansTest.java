package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;

import de.handschlag.audit.chain.ingest.IngestRecord.About;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.chain.log.ShownToPerson;

@DisplayName("Traces across Kafka")
class IngestSpansTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final List<ReadableSpan> ended = new ArrayList<>();
    private final SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(new SpanProcessor() {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span);
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }).build();

    private static IngestRecord.Entry entry(@Nullable String traceparent) {
        return new IngestRecord.Entry(0, UUID.randomUUID(), "de.handschlag.case.linked.v1", RetentionClass.CONSENT,
                Instant.EPOCH, new byte[0], About.person(UUID.randomUUID(), 1), ShownToPerson.AT_ONCE, traceparent,
                null);
    }

    @Test
    @DisplayName("Appending continues the trace of the request that caused the event")
    void spanContinuesTheTrace() {
        Instant from = Instant.parse("2026-11-23T10:00:00Z");

        new IngestSpans(provider.get("test"), false).appended(List.of(entry(TRACEPARENT), entry(null), entry("none")),
                from, from.plusMillis(7));

        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().getSpanContext().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(ended.getFirst().getParentSpanContext().getSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(ended.getFirst().getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(ended.getFirst().getLatencyNanos()).isEqualTo(7_000_000);
    }

    @Test
    void withoutTracingNothingIsDone() {
        new IngestSpans(provider.get("test"), true).appended(List.of(entry(TRACEPARENT)), Instant.EPOCH, Instant.EPOCH);

        assertThat(ended).isEmpty();
    }
}
