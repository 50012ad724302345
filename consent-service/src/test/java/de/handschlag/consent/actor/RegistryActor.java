package de.handschlag.consent.actor;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventSigner;
import de.handschlag.event.NewsForPerson;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.teststack.TestStack;

/** Plays the registry: says that a revision is enforced, or that there is something to tell a person. */
public final class RegistryActor implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestStack.kafkaBootstrapServers()), new StringSerializer(),
            new ByteArraySerializer());

    private final EventSigner signer = TestStack.signer(Senders.REGISTRY);

    public void enforces(UUID dataSubjectId, long revision, Instant enforcedAt) {
        RevisionEnforced receipt = new RevisionEnforced(dataSubjectId, revision, enforcedAt);
        send(signer.sign(
                EventCodec.toRecord(new EventEnvelope<>(UUID.randomUUID(), Senders.REGISTRY, enforcedAt, null, receipt),
                        Topics.ENFORCEMENT_RECEIPTS,
                        PersonPartitioner.partitionFor(dataSubjectId, TestStack.PARTITIONS), receipt.messageKey())));
    }

    public void tells(UUID dataSubjectId, UUID eventId, Instant at) {
        send(signer.sign(news(dataSubjectId, eventId, at)));
    }

    /** As it would be before it is signed. */
    public static ProducerRecord<String, byte[]> news(UUID dataSubjectId, UUID eventId, Instant at) {
        NewsForPerson news = new NewsForPerson(dataSubjectId);
        return EventCodec.toRecord(new EventEnvelope<>(eventId, Senders.REGISTRY, at, null, news),
                Topics.ENFORCEMENT_RECEIPTS, PersonPartitioner.partitionFor(dataSubjectId, TestStack.PARTITIONS),
                news.messageKey());
    }

    /** Anything, understandable or not. */
    public void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
