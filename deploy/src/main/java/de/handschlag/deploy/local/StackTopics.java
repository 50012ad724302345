package de.handschlag.deploy.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.NewTopic;

import de.handschlag.event.Topics;

/** The topics with their retention, as design.md's table of the corridor has them. */
final class StackTopics {

    /** A file goes, or is compacted, as a whole: with Kafka's default of a week it would be kept for a week longer. */
    private static final String SEGMENT = milliseconds(Duration.ofDays(1));

    private StackTopics() {}

    /**
     * @param copies     brokers that keep each record
     * @param partitions of each topic, for ever
     */
    static List<NewTopic> all(int copies, int partitions) {
        return Stream
                .of(topic(Topics.CONSENT_EVENTS,
                        Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", milliseconds(Duration.ofDays(7)),
                                // However little is written: what a tombstone or a newer state replaces is gone after 8 days (G5).
                                "max.compaction.lag.ms", milliseconds(Duration.ofDays(8)), "segment.ms", SEGMENT)),
                        deleting(Topics.ACCESS_EVENTS, Duration.ofDays(30)),
                        deleting(Topics.ENFORCEMENT_RECEIPTS, Duration.ofDays(7)),
                        deleting(Topics.deadLetterOf(Topics.CONSENT_EVENTS, "registry"), Duration.ofDays(30)),
                        deleting(Topics.deadLetterOf(Topics.CONSENT_EVENTS, "audit"), Duration.ofDays(30)),
                        deleting(Topics.deadLetterOf(Topics.ACCESS_EVENTS, "audit"), Duration.ofDays(30)),
                        deleting(Topics.deadLetterOf(Topics.ENFORCEMENT_RECEIPTS, "audit"), Duration.ofDays(30)),
                        deleting(Topics.deadLetterOf(Topics.ENFORCEMENT_RECEIPTS, "consent"), Duration.ofDays(30)))
                .map(topic -> new NewTopic(topic.name(), partitions, (short) copies).configs(topic.configuration()))
                .toList();
    }

    private record Topic(String name, Map<String, String> configuration) {}

    private static Topic deleting(String name, Duration after) {
        return topic(name,
                Map.of("cleanup.policy", "delete", "retention.ms", milliseconds(after), "segment.ms", SEGMENT));
    }

    private static Topic topic(String name, Map<String, String> configuration) {
        return new Topic(name, configuration);
    }

    private static String milliseconds(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
