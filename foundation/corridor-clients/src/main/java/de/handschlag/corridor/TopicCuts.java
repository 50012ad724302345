package de.handschlag.corridor;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** Says that a topic has lost what this service had sent to it or read from it: its end was cut off, as by a power cut of its broker. */
@ApplicationScoped
@Startup
public class TopicCuts {

    private static final Logger LOG = Logger.getLogger(TopicCuts.class);

    private final Counter lost;
    private final AtomicLong sinceStart = new AtomicLong();

    public TopicCuts(MeterRegistry metrics) {
        lost = Counter.builder("handschlag.topic.lost.offsets").description(
                "Offsets that this service had read or filled and that the topic does not have any more: raise an alarm")
                .register(metrics);
    }

    /**
     * To be called once for each cut.
     *
     * @param from  the first offset that is lost
     * @param known the offset up to which this service knew the partition
     */
    public void found(TopicPartition partition, long from, long known) {
        long offsets = Math.max(0, known - from);
        lost.increment((double) offsets);
        sinceStart.addAndGet(offsets);
        LOG.errorf(
                "%s has lost its end: %d offsets up to %d were known here and are not there any more; going on from %d",
                partition, offsets, known, from);
    }

    /** Of all cuts since the service started. */
    public long offsetsSinceStart() {
        return sinceStart.get();
    }
}
