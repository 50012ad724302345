package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A person's partition")
class PersonPartitionerTest {

    /** Whoever changes these values moves persons to other partitions, and their order is lost. */
    @ParameterizedTest
    @CsvSource({"6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31, 8, 6", "6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31, 12, 6",
            "00000000-0000-0000-0000-000000000000, 8, 5", "ffffffff-ffff-ffff-ffff-ffffffffffff, 8, 2",
            "123e4567-e89b-42d3-a456-426614174000, 8, 0", "123e4567-e89b-42d3-a456-426614174000, 1, 0"})
    void isPinned(UUID dataSubjectId, int partitionCount, int partition) {
        assertThat(PersonPartitioner.partitionFor(dataSubjectId, partitionCount)).isEqualTo(partition);
    }

    @Test
    void ofSomethingThatIsNoPersonIsPinned() {
        assertThat(PersonPartitioner.partitionFor("jobcenter-musterstadt/JC-2026-00417", 8)).isEqualTo(6);
    }

    @Test
    void ofAPersonIsThatOfTheIdInLowerCase() {
        assertThat(PersonPartitioner.partitionFor("6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31", 8))
                .isEqualTo(PersonPartitioner.partitionFor(UUID.fromString("6F1D3A52-8C4E-4F0B-9A57-2D1F0E6B7C31"), 8));
    }

    /** So that a record whose key is the person needs no partition: Kafka's own partitioner takes the key. */
    @Test
    void ofAKeyIsThatOfKafkasOwnPartitioner() {
        for (int i = 0; i < 1_000; i++) {
            String key = UUID.randomUUID().toString();
            assertThat(PersonPartitioner.partitionFor(key, 8))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 8));
        }
    }

    @Test
    void personsSpreadEvenly() {
        Random random = new Random(20261123);
        int[] persons = new int[8];
        for (int i = 0; i < 80_000; i++) {
            persons[PersonPartitioner.partitionFor(new UUID(random.nextLong(), random.nextLong()), 8)]++;
        }

        for (int count : persons) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }
}
