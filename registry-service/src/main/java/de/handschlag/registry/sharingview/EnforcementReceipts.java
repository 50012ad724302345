package de.handschlag.registry.sharingview;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventSigner;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;

/**
 * Tells that a revision is enforced, after the view is committed. The receipts' acknowledgements decide from where a start
 * reads again: an event may be receipted twice, never not at all.
 */
@ApplicationScoped
class EnforcementReceipts {

    private static final Logger LOG = Logger.getLogger(EnforcementReceipts.class);
    private static final String SOURCE = Senders.REGISTRY;

    private final Emitter<ProducerRecord<String, byte[]>> corridor;
    private final EventSigner signer;

    /** Per partition the batches whose receipts are under way: the offset after the batch → receipts not acknowledged. */
    private final Map<Integer, ConcurrentSkipListMap<Long, Integer>> underWay = new ConcurrentHashMap<>();

    EnforcementReceipts(@Channel("corridor") Emitter<ProducerRecord<String, byte[]>> corridor, EventSigner signer) {
        this.corridor = corridor;
        this.signer = signer;
    }

    /** Forgets what was under way; the consumer starts over from the last acknowledged offsets. */
    void restart() {
        underWay.clear();
    }

    /** Sends the receipts of a committed batch; does not wait. */
    void send(AppliedBatch batch) {
        Map<Integer, Integer> perPartition = new HashMap<>();
        batch.revisions().values().forEach(revision -> perPartition.merge(revision.partition(), 1, Integer::sum));
        batch.nextOffsets()
                .forEach((partition, offset) -> underWay.computeIfAbsent(partition, p -> new ConcurrentSkipListMap<>())
                        .put(offset, perPartition.getOrDefault(partition, 0)));
        Instant committedBefore = batch.enforcedAt();
        if (committedBefore == null) {
            return;
        }
        Instant enforcedAt = committedBefore.plus(1, ChronoUnit.MICROS);
        batch.revisions().forEach((person, revision) -> {
            RevisionEnforced receipt = new RevisionEnforced(person, revision.consentRevision(), enforcedAt);
            ProducerRecord<String, byte[]> message = signer
                    .sign(EventCodec.toRecord(new EventEnvelope<>(UUID.randomUUID(), SOURCE, enforcedAt, null, receipt),
                            Topics.ENFORCEMENT_RECEIPTS, receipt.messageKey()));
            send(message, revision.partition(), requireNonNull(batch.nextOffsets().get(revision.partition())));
        });
    }

    private void send(ProducerRecord<String, byte[]> message, int partition, long offset) {
        var _ = corridor.send(message).whenComplete((_, failure) -> {
            if (failure == null) {
                acknowledge(partition, offset);
            } else if (underWay.containsKey(partition)) {
                LOG.warnf("enforcement receipt not acknowledged, it is sent again: %s", failure.toString());
                send(message, partition, offset);
            }
        });
    }

    private void acknowledge(int partition, long offset) {
        ConcurrentSkipListMap<Long, Integer> batches = underWay.get(partition);
        if (batches != null) {
            batches.computeIfPresent(offset, (o, waiting) -> waiting - 1);
        }
    }

    /** Per partition the offset up to which every receipt is acknowledged. */
    Map<Integer, Long> acknowledgedOffsets() {
        Map<Integer, Long> acknowledged = new HashMap<>();
        underWay.forEach((partition, batches) -> {
            Map.Entry<Long, Integer> first = batches.firstEntry();
            while (first != null && first.getValue() <= 0) {
                acknowledged.put(partition, first.getKey());
                batches.remove(first.getKey());
                first = batches.firstEntry();
            }
        });
        return acknowledged;
    }
}
