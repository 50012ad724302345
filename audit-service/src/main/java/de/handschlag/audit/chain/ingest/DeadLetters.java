package de.handschlag.audit.chain.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

import de.handschlag.event.Topics;

/** Keeps what could not be understood, unchanged, where an operator finds it and can play it again. */
@ApplicationScoped
class DeadLetters {

    static final String GROUP = "audit";
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final long SECONDS = 10;

    private final Producer<String, byte[]> producer;
    private final IngestMetrics metrics;

    DeadLetters(Producer<String, byte[]> producer, IngestMetrics metrics) {
        this.producer = producer;
        this.metrics = metrics;
    }

    /** Returns when all copies are durable; until then the sources' offsets must not be passed. */
    void send(List<IngestRecord.Unintelligible> letters) {
        List<Future<?>> sent = new ArrayList<>();
        letters.forEach(letter -> sent.add(producer.send(copy(letter))));
        try {
            for (Future<?> future : sent) {
                future.get(SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing a dead letter", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("dead letter could not be written", e);
        }
        for (IngestRecord.Unintelligible letter : letters) {
            ConsumerRecord<String, byte[]> message = letter.message();
            metrics.deadLetter(message.topic());
            LOG.errorf("dead letter from %s-%d@%d: %s", message.topic(), message.partition(), message.offset(),
                    letter.reason());
        }
    }

    private static ProducerRecord<String, byte[]> copy(IngestRecord.Unintelligible letter) {
        ConsumerRecord<String, byte[]> message = letter.message();
        ProducerRecord<String, byte[]> copy = new ProducerRecord<>(Topics.deadLetterOf(message.topic(), GROUP), null,
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
