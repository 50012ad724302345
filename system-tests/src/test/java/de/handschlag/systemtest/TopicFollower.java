package de.handschlag.systemtest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows a topic from its end; closing it reads on for a moment, so that what is on its way is counted. */
final class TopicFollower implements AutoCloseable {

    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread thread;

    /**
     * @param kafka    settings of somebody who may read the topic
     * @param gathered bytes for which the broker waits, up to half a second: asking it less often is less of a load beside others
     */
    TopicFollower(Map<String, Object> kafka, String topic, int gathered, Consumer<ConsumerRecord<String, byte[]>> each)
            throws InterruptedException {
        CountDownLatch atEnd = new CountDownLatch(1);
        thread = Thread.ofPlatform().start(() -> {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put("fetch.min.bytes", gathered);
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                    new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition())).toList();
                consumer.assign(partitions);
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position);
                atEnd.countDown();
                while (!done.get()) {
                    consumer.poll(Duration.ofMillis(50)).forEach(each);
                }
                consumer.poll(Duration.ofSeconds(1)).forEach(each);
            }
        });
        if (!atEnd.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException(topic + " cannot be followed");
        }
    }

    @Override
    public void close() throws InterruptedException {
        done.set(true);
        thread.join();
    }
}
