package de.handschlag.consent.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.smallrye.common.annotation.Identifier;

import de.handschlag.event.Topics;

/** What stands on the corridor's topics, asked of the broker anew each time. */
@ApplicationScoped
public class TopicReport {

    private static final Logger LOG = Logger.getLogger(TopicReport.class);
    private static final List<String> TOPICS = List.of(Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS,
            Topics.ENFORCEMENT_RECEIPTS);
    private static final String DEAD_LETTERS = ".dlt";
    private static final int ANSWER_WITHIN_MS = 3000;

    private final Map<String, Object> kafka;

    TopicReport(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> known = new HashMap<>(kafka);
        known.keySet().retainAll(AdminClientConfig.configNames());
        known.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        known.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        this.kafka = Map.copyOf(known);
    }

    /**
     * A topic.
     *
     * @param messages    how many there are, not counting off those that Kafka has compacted meanwhile
     * @param behind      partitions of which a replica lags or is away
     * @param deadLetters whether it is where a service puts what it cannot understand
     */
    public record Topic(String name, int partitions, long messages, long behind, boolean deadLetters) {

        /** Whether somebody has to look: a message that nobody understood, or a replica that is away. */
        public boolean needsCare() {
            return deadLetters && messages > 0 || behind > 0;
        }
    }

    /** The topics by name; empty if the broker does not answer. */
    public Optional<List<Topic>> find() {
        try (Admin admin = Admin.create(kafka)) {
            List<String> ours = admin.listTopics().names().get().stream().filter(TopicReport::isOurs).sorted().toList();
            Collection<TopicDescription> described = admin.describeTopics(ours).allTopicNames().get().values();
            List<TopicPartition> partitions = described.stream().flatMap(TopicReport::partitions).toList();
            Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
            Map<TopicPartition, Long> begins = offsets(admin, partitions, OffsetSpec.earliest());
            List<Topic> topics = new ArrayList<>();
            for (TopicDescription topic : described) {
                long messages = partitions(topic)
                        .mapToLong(partition -> ends.getOrDefault(partition, 0L) - begins.getOrDefault(partition, 0L))
                        .sum();
                long behind = topic.partitions().stream()
                        .filter(partition -> partition.isr().size() < partition.replicas().size()).count();
                topics.add(new Topic(topic.name(), topic.partitions().size(), messages, behind,
                        topic.name().endsWith(DEAD_LETTERS)));
            }
            return Optional.of(topics.stream().sorted((one, other) -> one.name().compareTo(other.name())).toList());
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("The broker does not tell of its topics", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isOurs(String name) {
        return TOPICS.stream()
                .anyMatch(topic -> name.equals(topic) || name.startsWith(topic + ".") && name.endsWith(DEAD_LETTERS));
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which)))
                .all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
