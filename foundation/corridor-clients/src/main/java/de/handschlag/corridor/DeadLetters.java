package de.handschlag.corridor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import de.handschlag.event.Topics;

/** Keeps what could not be understood, unchanged, where an operator finds it and can play it again. */
@ApplicationScoped
@Startup
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final long SECONDS = 10;

    private final Emitter<ProducerRecord<String, byte[]>> corridor;
    private final String group;
    private final Counter count;

    /** @param group whose topics for dead letters these are */
    public DeadLetters(@Channel("corridor") Emitter<ProducerRecord<String, byte[]>> corridor,
            @ConfigProperty(name = "handschlag.dead-letters.group") String group, MeterRegistry metrics) {
        this.corridor = corridor;
        this.group = group;
        this.count = Counter.builder("handschlag.dead.letters")
                .description("Records put aside as they were not understood: raise an alarm").register(metrics);
    }

    /**
     * Returns when all copies are durable; until then the sources' offsets must not be passed.
     *
     * @throws IllegalStateException if they are not
     */
    public void send(List<DeadLetter> letters) {
        try {
            CompletableFuture
                    .allOf(letters.stream().map(this::copy).map(corridor::send)
                            .map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new))
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing a dead letter", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("dead letter could not be written", e);
        }
        count.increment(letters.size());
        for (DeadLetter letter : letters) {
            ConsumerRecord<String, byte[]> message = letter.message();
            LOG.errorf("dead letter from %s-%d@%d: %s", message.topic(), message.partition(), message.offset(),
                    letter.reason());
        }
    }

    private ProducerRecord<String, byte[]> copy(DeadLetter letter) {
        ConsumerRecord<String, byte[]> message = letter.message();
        ProducerRecord<String, byte[]> copy = new ProducerRecord<>(Topics.deadLetterOf(message.topic(), group), null,
                message.key(), message.value(), message.headers());
        header(copy, "dlt_partition", String.valueOf(message.partition()));
        header(copy, "dlt_offset", String.valueOf(message.offset()));
        header(copy, "dlt_reason", letter.reason());
        return copy;
    }

    private static void header(ProducerRecord<String, byte[]> copy, String name, String value) {
        copy.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
