package de.handschlag.registry.accesslog;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

import de.handschlag.event.AccessEvent;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Topics;
import de.handschlag.problem.ProblemType;

/** Makes the record of a decision durable (G3), or of a step that makes one possible (R21). What cannot be recorded is not disclosed (R26). */
@ApplicationScoped
public class AccessLog {

    private static final ProblemType NOT_RECORDED = new ProblemType("access-not-recorded", 503,
            "The access cannot be recorded", "Der Zugriff kann nicht protokolliert werden",
            "Wait as long as Retry-After says and try again; nothing was disclosed.");
    private static final String SOURCE = "/registry-service";

    private final Producer<String, byte[]> producer;

    AccessLog(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Returns when every event is acknowledged by all in-sync replicas.
     *
     * @param patience how long to wait at most
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if an event is not acknowledged by then
     */
    public void append(List<? extends AccessEvent> events, Duration patience) {
        appendAll(events.stream().map(event -> envelope(UUID.randomUUID(), event)).toList(), patience);
    }

    /**
     * Like {@link #append(List, Duration)}, for an event that may have to be sent again: the log takes an id once.
     *
     * @param id the same each time
     */
    public void append(UUID id, AccessEvent event, Duration patience) {
        appendAll(List.of(envelope(id, event)), patience);
    }

    /**
     * Learns where the log's partitions are.
     *
     * @throws KafkaException if the broker does not say it in time
     */
    public void prepare() {
        producer.partitionsFor(Topics.ACCESS_EVENTS);
    }

    private void appendAll(List<EventEnvelope<AccessEvent>> events, Duration patience) {
        try {
            CompletableFuture.allOf(events.stream().map(this::send).toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notRecorded();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw notRecorded();
        }
    }

    private static EventEnvelope<AccessEvent> envelope(UUID id, AccessEvent event) {
        return new EventEnvelope<>(id, SOURCE, Instant.now().truncatedTo(ChronoUnit.MICROS), traceparent(), event);
    }

    private CompletableFuture<Void> send(EventEnvelope<AccessEvent> envelope) {
        AccessEvent event = envelope.data();
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        int partitions = producer.partitionsFor(Topics.ACCESS_EVENTS).size();
        var _ = producer.send(
                EventCodec.toRecord(envelope, Topics.ACCESS_EVENTS,
                        PersonPartitioner.partitionFor(event.messageKey(), partitions), event.messageKey()),
                (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.complete(null);
                    } else {
                        acknowledged.completeExceptionally(failure);
                    }
                });
        return acknowledged;
    }

    private static RuntimeException notRecorded() {
        return NOT_RECORDED.retryAfter(1, "The audit log did not acknowledge in time.");
    }

    private static @Nullable String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
                : null;
    }
}
