package de.handschlag.registry.personnews;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventSigner;
import de.handschlag.event.NewsForPerson;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;

/** Sends news for persons, one after the other. */
@ApplicationScoped
public class PersonNews {

    private final Emitter<ProducerRecord<String, byte[]>> corridor;
    private final EventSigner signer;
    private final Duration patience;
    private final InstantSource clock;

    PersonNews(@Channel("corridor") Emitter<ProducerRecord<String, byte[]>> corridor, EventSigner signer,
            @ConfigProperty(name = "handschlag.access-log.patience") Duration patience, InstantSource clock) {
        this.corridor = corridor;
        this.signer = signer;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Returns when all in-sync replicas have it. To be called only once the person may know of it.
     *
     * @param what the same words for the same news: its event has the same id then, and the person is told once, however often this is called.
     *             Nobody else can read them in the id
     * @throws IllegalStateException if it is not acknowledged in time; it may have been sent
     */
    public void tell(UUID dataSubjectId, String what) {
        NewsForPerson news = new NewsForPerson(dataSubjectId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ProducerRecord<String, byte[]> message = signer.sign(
                EventCodec.toRecord(new EventEnvelope<>(signer.idOf("news/" + what), Senders.REGISTRY, now, null, news),
                        Topics.ENFORCEMENT_RECEIPTS, news.messageKey()));
        try {
            corridor.send(message).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("news for a person is not acknowledged: interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("news for a person is not acknowledged", e);
        }
    }
}
