package de.handschlag.registry.sharingview;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonErased;

class ConsumerSpansTest {

    private final List<SpanData> spans = new ArrayList<>();
    private final ConsumerSpans consumerSpans = new ConsumerSpans(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite(new Kept()))).build().get("test"));
    private final AtomicInteger done = new AtomicInteger();

    private final class Kept implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAll(exported);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private void record(@Nullable String traceparent) throws SQLException {
        Instant now = Instant.now();
        consumerSpans.record(new EventEnvelope<>(UUID.randomUUID(), "/consent-service", now, traceparent,
                new PersonErased(UUID.randomUUID(), 3, now)), done::incrementAndGet);
    }

    @Test
    void applyingAnEventContinuesTheTraceOfTheRequestThatCausedIt() throws SQLException {
        record("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        assertThat(done).hasValue(1);
        assertThat(spans).hasSize(1);
        assertThat(spans.getFirst().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(spans.getFirst().getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(spans.getFirst().getAttributes().asMap()).containsValue("de.handschlag.person.erased.v1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-xyz-b7ad6b7169203331-01"})
    void eventWithoutTraceIsAppliedWithoutSpan(@Nullable String traceparent) throws SQLException {
        record(traceparent);

        assertThat(done).hasValue(1);
        assertThat(spans).isEmpty();
    }
}
