package de.handschlag.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.smallrye.common.annotation.Identifier;

import de.handschlag.catalogue.Catalogue;

/** Beans that come from libraries. */
@ApplicationScoped
class RegistryBeans {

    @Produces
    @Singleton
    Catalogue catalogue(@ConfigProperty(name = "handschlag.catalogue.directory") Path directory) {
        return Catalogue.read(directory);
    }

    /**
     * Durable before it counts: all in-sync replicas acknowledge (G3). One request is under way at a time: the records of
     * concurrent reads gather meanwhile and travel together, and a lone one does not wait for company. A record that is not
     * acknowledged in time is given up, as its read is then refused.
     */
    @Produces
    @Singleton
    Producer<String, byte[]> producer(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 1500);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 250);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void close(@Disposes Producer<String, byte[]> producer) {
        producer.close(Duration.ofSeconds(2));
    }
}
