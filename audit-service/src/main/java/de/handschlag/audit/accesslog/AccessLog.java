package de.handschlag.audit.accesslog;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

import de.handschlag.event.AccessEvent;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Topics;
import de.handschlag.problem.ProblemType;

/** Makes events durable on the topic from which the sequencer takes them. */
@ApplicationScoped
public class AccessLog {

    private static final Logger LOG = Logger.getLogger(AccessLog.class);
    private static final String SOURCE = "/audit-service";
    private static final long SECONDS = 5;

    private final Producer<String, byte[]> producer;
    private final Clock clock = Clock.systemUTC();

    AccessLog(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Returns when every event is acknowledged by all in-sync replicas.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if one cannot be made durable
     */
    public void append(List<? extends AccessEvent> events) {
        Instant now = now();
        appendAll(events.stream()
                .map(event -> new EventEnvelope<AccessEvent>(UUID.randomUUID(), SOURCE, now, traceparent(), event))
                .toList());
    }

    /**
     * Like {@link #append(List)}, for an event that may have to be sent again: the log takes an id once.
     *
     * @param id   the same each time
     * @param time the same each time
     */
    public void append(UUID id, Instant time, AccessEvent event) {
        appendAll(List.of(new EventEnvelope<>(id, SOURCE, time, traceparent(), event)));
    }

    /** The time, as precise as an event can say it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void appendAll(List<EventEnvelope<AccessEvent>> events) {
        List<Future<?>> sent = new ArrayList<>();
        try {
            events.forEach(event -> sent.add(producer.send(message(event))));
            for (Future<?> future : sent) {
                future.get(SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notDurable(e);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw notDurable(e);
        }
    }

    private static RuntimeException notDurable(Exception cause) {
        LOG.warn("something was not done, as it could not be recorded", cause);
        return ProblemType.UNAVAILABLE.retryAfter(2, "This cannot be recorded at the moment, so it is not done.");
    }

    private ProducerRecord<String, byte[]> message(EventEnvelope<AccessEvent> event) {
        int partitions = producer.partitionsFor(Topics.ACCESS_EVENTS).size();
        UUID person = event.data().dataSubjectId();
        String key = event.data().messageKey();
        int partition = person == null
                ? PersonPartitioner.partitionFor(key, partitions)
                : PersonPartitioner.partitionFor(person, partitions);
        return EventCodec.toRecord(event, Topics.ACCESS_EVENTS, partition, key);
    }

    private static @Nullable String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
                : null;
    }
}
