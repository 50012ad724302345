package de.handschlag.corridor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.corridor.ReadPositions.Position;

class ReadPositionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("consent-events", 3);

    private final ReadPositions positions = new ReadPositions();
    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
    }

    private static ConsumerRecord<String, String> record(long offset, int epoch) {
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, 0, TimestampType.CREATE_TIME, 0,
                0, "key", "value", new RecordHeaders(), Optional.of(epoch));
    }

    @Test
    @DisplayName("G2 A record of a later leader at an offset that was read shows where the topic was cut")
    void laterTermAtAKnownOffset() {
        positions.seek(consumer, PARTITION, 40, new Position(50, 7));

        assertThat(consumer.position(PARTITION)).isEqualTo(40);
        assertThat(positions.cuts(List.of(record(40, 7), record(44, 9), record(45, 9))))
                .isEqualTo(Map.of(PARTITION, 44L));
    }

    @Test
    @DisplayName("So does a record before those that were asked for, where no leader is known")
    void recordThatNobodyAskedFor() {
        positions.seek(consumer, PARTITION, new Position(50, null));

        assertThat(positions.cuts(List.of(record(0, 2), record(1, 2)))).isEqualTo(Map.of(PARTITION, 0L));
    }

    @Test
    void readingAgainAndANewLeaderAreNoCut() {
        positions.seek(consumer, PARTITION, 40, new Position(50, 7));
        List<ConsumerRecord<String, String>> polled = List.of(record(40, 6), record(49, 7), record(50, 7),
                record(51, 8));

        assertThat(positions.cuts(polled)).isEmpty();
        positions.read(polled);
        assertThat(positions.of(PARTITION)).isEqualTo(new Position(52, 8));
        positions.read(List.of(record(41, 6)));
        assertThat(positions.of(PARTITION)).isEqualTo(new Position(52, 8));
    }

    @Test
    void behindACutAllIsNew() {
        positions.seek(consumer, PARTITION, new Position(50, 7));
        positions.goBack(PARTITION, 44);

        assertThat(positions.cuts(List.of(record(44, 9)))).isEmpty();
        positions.read(List.of(record(44, 9)));
        assertThat(positions.of(PARTITION)).isEqualTo(new Position(45, 9));
    }
}
