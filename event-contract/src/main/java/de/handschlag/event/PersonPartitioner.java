package de.handschlag.event;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition holds a person's events. Not the default partitioner: message keys name what of the person an event is
 * about, and all of a person's events must stay in one order.
 */
public final class PersonPartitioner {

    private PersonPartitioner() {}

    /** The person's partition, from 0 to {@code partitionCount - 1}. */
    public static int partitionFor(UUID dataSubjectId, int partitionCount) {
        return partitionFor(dataSubjectId.toString(), partitionCount);
    }

    /** Partition of something that is no person, such as a case reference that nobody knows. */
    public static int partitionFor(String key, int partitionCount) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitionCount;
    }
}
