package de.handschlag.consent.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;

import de.handschlag.event.Topics;

/** Puts aside what this service could not understand, unchanged, so that it can be played again. */
@ApplicationScoped
@Startup
public class DeadLetters {

    private static final String GROUP = "consent";

    private final Map<String, Object> kafka;
    private final Counter count;
    private @Nullable KafkaProducer<String, byte[]> producer;

    DeadLetters(@Identifier("default-kafka-broker") Map<String, Object> kafka, MeterRegistry metrics) {
        this.kafka = kafka;
        this.count = Counter.builder("handschlag.dead.letters").description("Messages put aside: raise an alarm")
                .register(metrics);
    }

    /** Returns once the message is safe; only then may the reader go past it. */
    public void putAside(ConsumerRecord<String, byte[]> message) throws ExecutionException, InterruptedException {
        producer().send(new ProducerRecord<>(Topics.deadLetterOf(message.topic(), GROUP), null, message.key(),
                message.value(), message.headers())).get();
        count.increment();
    }

    /** Opened at the first need: most replicas never have any. */
    private synchronized KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            Map<String, Object> configuration = new HashMap<>(kafka);
            configuration.put(ProducerConfig.ACKS_CONFIG, "all");
            configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            open = new KafkaProducer<>(configuration, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
