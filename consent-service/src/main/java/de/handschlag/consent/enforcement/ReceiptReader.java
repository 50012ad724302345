package de.handschlag.consent.enforcement;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;

import de.handschlag.consent.notification.NotificationOutbox;
import de.handschlag.consent.notification.NotificationOutbox.News;
import de.handschlag.corridor.DeadLetter;
import de.handschlag.corridor.DeadLetters;
import de.handschlag.corridor.ReadPositions;
import de.handschlag.corridor.ReadPositions.Position;
import de.handschlag.corridor.RefusedEvents;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.corridor.TopicCuts;
import de.handschlag.event.AccessEvent;
import de.handschlag.event.ConsentEvent;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.NewsForPerson;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Topics;
import de.handschlag.event.TrustedKeys;
import de.handschlag.event.UnintelligibleEventException;
import de.handschlag.event.UnverifiedEventException;

/**
 * Reads all partitions of the receipts, and of the news for persons beside them, on every replica: a withdrawal waits on one replica, and which one Kafka cannot know. How
 * far it is read stands in the database beside what was read, and Kafka is told to go on from there.
 */
@ApplicationScoped
@Identifier(Topics.ENFORCEMENT_RECEIPTS)
class ReceiptReader implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(ReceiptReader.class);

    private final EnforcementRepository receipts;
    private final EnforcementWaiters waiters;
    private final DeadLetters deadLetters;
    private final TrustedKeys trusted;
    private final RefusedEvents refused;
    private final TopicCuts topicCuts;
    private final NotificationOutbox notifications;
    private final EnforcementSettings settings;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean failing;
    private volatile ReadPositions positions = new ReadPositions();
    private volatile SignedFrom signedFrom = SignedFrom.of(Map.of());

    ReceiptReader(EnforcementRepository receipts, EnforcementWaiters waiters, DeadLetters deadLetters,
            TrustedKeys trusted, RefusedEvents refused, TopicCuts topicCuts, NotificationOutbox notifications,
            EnforcementSettings settings, InstantSource clock) {
        this.receipts = receipts;
        this.waiters = waiters;
        this.deadLetters = deadLetters;
        this.trusted = trusted;
        this.refused = refused;
        this.topicCuts = topicCuts;
        this.notifications = notifications;
        this.settings = settings;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stop.countDown();
    }

    /** At the start, and when the broker was away for long: another replica may have read on meanwhile. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        signedFrom = untilItSucceeds(() -> receipts.signedFrom(consumer, partitions));
        Map<Integer, Position> stored = untilItSucceeds(receipts::positions);
        ReadPositions assigned = new ReadPositions();
        for (TopicPartition partition : partitions) {
            Position next = stored.get(partition.partition());
            if (next != null) {
                assigned.seek(consumer, partition, next);
            }
        }
        positions = assigned;
    }

    @Incoming(Topics.ENFORCEMENT_RECEIPTS)
    @Blocking
    void accept(ConsumerRecords<String, byte[]> messages) {
        Map<UUID, RevisionEnforced> newest = new HashMap<>();
        List<News> news = new ArrayList<>();
        lookForCuts(messages);
        Map<Integer, Position> next = new HashMap<>();
        List<DeadLetter> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            next.put(message.partition(), Position.after(message));
            try {
                boolean signed = signedFrom.mustBeSigned(message);
                if (signed) {
                    trusted.verify(message);
                }
                EventEnvelope<Event> event = EventCodec.fromRecord(message);
                switch (event.data()) {
                    case RevisionEnforced receipt -> newest.merge(receipt.dataSubjectId(), receipt,
                            (one, other) -> one.consentRevision() < other.consentRevision() ? other : one);
                    // It was never unsigned, wherever it stands.
                    case NewsForPerson told when !signed -> throw new UnverifiedEventException("not signed", null);
                    case NewsForPerson told -> news.add(new News(event.id(), told.dataSubjectId(), event.time()));
                    case ConsentEvent e -> throw misplaced();
                    case AccessEvent e -> throw misplaced();
                }
            } catch (UnverifiedEventException e) {
                // It would say of a withdrawal that it is enforced (G1), or fill somebody's letter box.
                refused.unsigned();
                letters.add(new DeadLetter(message, String.valueOf(e.getMessage())));
            } catch (UnintelligibleEventException e) {
                letters.add(new DeadLetter(message, String.valueOf(e.getMessage())));
            }
        }
        untilItSucceeds(() -> {
            deadLetters.send(letters);
            // Before the offsets: what comes once more is not told once more (R41).
            notifications.noteNews(news, clock.instant());
            receipts.store(newest.values(), next);
            return next;
        });
        // Stored first: who is told here that it is enforced can ask any replica and is told the same.
        newest.values().forEach(waiters::receive);
    }

    /** What was read before a cut is stored, and what stands behind it is read; so there is nothing to do but to say it. */
    private void lookForCuts(ConsumerRecords<String, byte[]> messages) {
        ReadPositions assigned = positions;
        assigned.cuts(messages).forEach((partition, offset) -> {
            topicCuts.found(partition, offset, requireNonNull(assigned.of(partition)).offset());
            assigned.goBack(partition, offset);
        });
        assigned.read(messages);
    }

    /**
     * Broker or database away: what was read waits, and the reader with it; withdrawals answer "pending" meanwhile. A failure that
     * the framework saw would end the channel.
     */
    private <T> T untilItSucceeds(Supplier<T> step) {
        while (true) {
            try {
                T result = step.get();
                failing = false;
                return result;
            } catch (RuntimeException e) {
                if (stopped()) {
                    throw e;
                }
                if (!failing) {
                    LOG.warnf("Receipts cannot be read at the moment: %s", e.toString());
                }
                failing = true;
            }
        }
    }

    private boolean stopped() {
        try {
            return stop.await(settings.backOff().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static UnintelligibleEventException misplaced() {
        return new UnintelligibleEventException("neither an enforcement receipt nor news for a person", null);
    }
}
