package de.handschlag.corridor;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

import de.handschlag.event.Topics;

/**
 * Refuses to run on topics with another number of partitions than the installation was set up with. Which partition a person's events are
 * on follows from that number (ADR 52), and a proof of freshness is one for each of them (ADR 2): a topic that was made anew with another
 * number, or to which partitions were added, would have decisions in two places.
 */
@ApplicationScoped
class CorridorPartitions {

    private static final Logger LOG = Logger.getLogger(CorridorPartitions.class);
    private static final List<String> TOPICS = List.of(Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS,
            Topics.ENFORCEMENT_RECEIPTS);
    private static final int ANSWER_WITHIN_MS = 3000;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final int wanted;
    private final CountDownLatch stop = new CountDownLatch(1);

    CorridorPartitions(@Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "handschlag.corridor.partitions") int wanted) {
        Map<String, Object> known = new HashMap<>(kafka);
        known.keySet().retainAll(AdminClientConfig.configNames());
        known.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        known.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        this.kafka = Map.copyOf(known);
        this.wanted = wanted;
    }

    /**
     * Before anything is read or sent. While the broker is away the service starts all the same, as persons can decide, and is ended
     * when the broker has answered and the number differs.
     *
     * @throws IllegalStateException if it differs
     */
    void check(@Observes @Priority(10) StartupEvent event) {
        Optional<Map<String, Integer>> found = find();
        if (found.isPresent()) {
            require(wanted, found.get());
            return;
        }
        Thread.ofVirtual().name("corridor-partitions").start(this::checkLater);
    }

    void stop(@Observes ShutdownEvent event) {
        stop.countDown();
    }

    private void checkLater() {
        try {
            while (!stop.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<Map<String, Integer>> found = find();
                if (found.isPresent()) {
                    require(wanted, found.get());
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.fatal(e.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    static void require(int wanted, Map<String, Integer> found) {
        for (String topic : TOPICS) {
            int partitions = requireNonNull(found.get(topic));
            if (partitions != wanted) {
                throw new IllegalStateException(
                        "%s has %d partitions, and handschlag.corridor.partitions (HANDSCHLAG_CORRIDOR_PARTITIONS) says %d. Set it, in all three services, to the number that this installation's topics were made with; the topics cannot be given another number."
                                .formatted(topic, partitions, wanted));
            }
        }
    }

    /** By topic; empty if the broker does not tell of all. */
    private Optional<Map<String, Integer>> find() {
        try (Admin admin = Admin.create(kafka)) {
            Map<String, Integer> found = new HashMap<>();
            for (TopicDescription topic : admin.describeTopics(TOPICS).allTopicNames().get().values()) {
                found.put(topic.name(), topic.partitions().size());
            }
            return Optional.of(found);
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("The broker does not tell how many partitions its topics have", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
