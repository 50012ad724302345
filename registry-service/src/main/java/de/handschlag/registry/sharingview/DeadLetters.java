package de.handschlag.registry.sharingview;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

import de.handschlag.event.Topics;

/** Keeps what could not be understood, unchanged, where an operator finds it. */
@ApplicationScoped
class DeadLetters {

    static final String GROUP = "registry";
    private static final long SECONDS = 10;

    private final Producer<String, byte[]> producer;

    DeadLetters(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Returns when the copy is durable; until then the source's offset must not be passed. */
    void send(ConsumerRecord<String, byte[]> message, String reason) {
        ProducerRecord<String, byte[]> copy = new ProducerRecord<>(Topics.deadLetterOf(message.topic(), GROUP), null,
                message.key(), message.value(), message.headers());
        Map.of("dlt_partition", String.valueOf(message.partition()), "dlt_offset", String.valueOf(message.offset()),
                "dlt_reason", reason)
                .forEach((name, value) -> copy.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(copy).get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing a dead letter", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("dead letter could not be written", e);
        }
    }
}
