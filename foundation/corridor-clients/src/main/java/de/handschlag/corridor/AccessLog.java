package de.handschlag.corridor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;

import de.handschlag.event.AccessEvent;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventSigner;
import de.handschlag.event.Topics;
import de.handschlag.problem.ProblemType;

/**
 * Makes the record of an access durable before the access takes place (G3), or that of a step that makes one possible (R21) or
 * concerns the log itself (R29). What cannot be recorded is neither disclosed nor done (R26).
 */
@ApplicationScoped
public class AccessLog {

    private static final Logger LOG = Logger.getLogger(AccessLog.class);
    private static final ProblemType NOT_RECORDED = new ProblemType("access-not-recorded", 503,
            "The access cannot be recorded", "Der Zugriff kann nicht protokolliert werden",
            "Wait as long as Retry-After says and try again; nothing was disclosed.");

    private final Emitter<ProducerRecord<String, byte[]>> corridor;
    private final KafkaClientService clients;
    private final EventSigner signer;
    private final String source;
    private final Duration patience;
    private final InstantSource clock;
    private volatile boolean failing;

    AccessLog(@Channel("corridor") Emitter<ProducerRecord<String, byte[]>> corridor, KafkaClientService clients,
            EventSigner signer, @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "handschlag.access-log.patience") Duration patience, InstantSource clock) {
        this.corridor = corridor;
        this.clients = clients;
        this.signer = signer;
        this.source = "/" + service;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Returns when every event is acknowledged by all in-sync replicas.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if an event is not acknowledged in time
     */
    public void append(List<? extends AccessEvent> events) {
        append(events, patience);
    }

    /**
     * The same with a bound of the caller's.
     *
     * @param patience how long to wait at most
     */
    public void append(List<? extends AccessEvent> events, Duration patience) {
        Instant now = now();
        appendAll(events.stream().map(event -> record(UUID.randomUUID(), now, event)).toList(), patience);
    }

    /**
     * Like {@link #append(List)}, for an event that may have to be sent again: the log takes an id once.
     *
     * @param id   the same each time
     * @param time when it happened, as {@link #now} tells it
     */
    public void append(UUID id, Instant time, AccessEvent event) {
        appendAll(List.of(record(id, time, event)), patience);
    }

    /** An id for {@link #append(UUID, Instant, AccessEvent)}: the same on all replicas, and to whoever sees the log a random one. */
    public UUID idOf(String what) {
        return signer.idOf(what);
    }

    /** The time, as precise as an event can say it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Connects, learns where the log's partitions are, and signs once.
     *
     * @throws RuntimeException if the broker does not say it in time
     */
    public void prepare() {
        // The first signature loads what all later ones need.
        signer.sign(EventCodec.tombstone(UUID.randomUUID(), source, now(), Topics.ACCESS_EVENTS, 0, "-"));
        clients.getProducer("corridor").partitionsFor(Topics.ACCESS_EVENTS).await().atMost(patience);
    }

    private void appendAll(List<ProducerRecord<String, byte[]>> records, Duration patience) {
        try {
            CompletableFuture.allOf(records.stream().map(corridor::send).map(CompletionStage::toCompletableFuture)
                    .toArray(CompletableFuture[]::new)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            failing = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notRecorded(e);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            throw notRecorded(e);
        }
    }

    private RuntimeException notRecorded(Exception cause) {
        if (!failing) {
            // Once per outage; each refusal would fill the log.
            LOG.warnf("something was refused, as it could not be recorded: %s", cause.toString());
        }
        failing = true;
        return NOT_RECORDED.retryAfter(1, "The audit log did not acknowledge in time.");
    }

    private ProducerRecord<String, byte[]> record(UUID id, Instant time, AccessEvent event) {
        return signer.sign(EventCodec.toRecord(new EventEnvelope<>(id, source, time, Traceparent.current(), event),
                Topics.ACCESS_EVENTS, event.messageKey()));
    }
}
