package de.handschlag.audit.query;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
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

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.LogQueried;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Requester;
import de.handschlag.event.Topics;
import de.handschlag.problem.ProblemType;

/** Records that the log was read, durably and before the answer leaves (R29, G3). Without the record there is no answer. */
@ApplicationScoped
public class QueryRecorder {

    private static final Logger LOG = Logger.getLogger(QueryRecorder.class);
    private static final String SOURCE = "/audit-service";
    private static final long SECONDS = 5;

    private final Producer<String, byte[]> producer;
    private final Clock clock = Clock.systemUTC();

    QueryRecorder(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Returns when the record is acknowledged by all in-sync replicas.
     *
     * @param persons those to whom the query was narrowed, one record each, so that each of them sees it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it cannot be made durable
     */
    public void record(List<UUID> persons, Requester requester, QueryPurpose purpose, SortedMap<String, String> filter,
            int resultCount) {
        List<Future<?>> sent = new ArrayList<>();
        try {
            List<@Nullable UUID> about = persons.isEmpty() ? Arrays.asList((UUID) null) : new ArrayList<>(persons);
            for (UUID person : about) {
                var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                sent.add(producer.send(message(new EventEnvelope<>(UUID.randomUUID(), SOURCE, now, traceparent(),
                        new LogQueried(person, requester, purpose.key(), filter, resultCount, now)))));
            }
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
        LOG.warn("a query of the log was not answered, as it could not be recorded", cause);
        return ProblemType.UNAVAILABLE.retryAfter(2,
                "The query cannot be recorded at the moment, so it is not answered.");
    }

    private ProducerRecord<String, byte[]> message(EventEnvelope<LogQueried> event) {
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
