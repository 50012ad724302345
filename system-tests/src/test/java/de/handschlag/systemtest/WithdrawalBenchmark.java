package de.handschlag.systemtest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.local.KafkaRights;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Topics;

/**
 * Not a test: how long a withdrawal takes until no later read sees the grant, in an open loop, beside what bare Kafka takes
 * in the same run; if asked for, with reads beside it. {@code deploy/benchmark withdrawals} runs it.
 */
@Tag("benchmark")
class WithdrawalBenchmark {

    private static final int RATE = Integer.getInteger("handschlag.rate", 100);
    private static final int READS = Integer.getInteger("handschlag.reads", 0);
    /** The grants that are withdrawn in the warm-up have to be made first; that takes longer than to withdraw them. */
    private static final int WARM_UP_RATE = Math.min(RATE, 150);
    private static final int WARM_UP_SECONDS = Integer.getInteger("handschlag.warm-up", 60);
    private static final int SECONDS = Integer.getInteger("handschlag.seconds", 40);
    /** What is followed tells its times itself. */
    private static final int GATHERED = 1 << 20;
    private static final String LIMIT_TOPIC = "consent-events.registry.dlt";

    private final RunningStack stack = RunningStack.get();
    private final Map<String, Object> kafka = stack.stack().kafkaClient(KafkaRights.OPERATOR);
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final AskedPersons persons = new AskedPersons(stack, id);

    @Test
    void measure() throws InterruptedException {
        System.out.println(Machine.described());
        persons.enrol();
        int warmUps = WARM_UP_RATE * WARM_UP_SECONDS;
        int total = RATE * SECONDS;
        String[] records = persons.asked(warmUps + total, Person::approve);
        persons.logIn();

        Latencies answers = new Latencies(total);
        Map<Integer, LongAdder> others = new ConcurrentHashMap<>();
        Map<UUID, NavigableMap<Long, Decision>> decided = new ConcurrentHashMap<>();
        Map<UUID, NavigableMap<Long, Instant>> enforced = new ConcurrentHashMap<>();
        AtomicInteger reads = new AtomicInteger();
        Thread readers = READS == 0 ? null : Thread.ofPlatform().start(() -> read(reads));
        Instant measuredFrom;
        try (TopicFollower consents = new TopicFollower(kafka, Topics.CONSENT_EVENTS, GATHERED, message -> {
            EventEnvelope<?> event = EventCodec.fromRecord(message);
            if (event.data() instanceof ConsentWithdrawn withdrawn) {
                decided.computeIfAbsent(withdrawn.dataSubjectId(), _ -> new ConcurrentSkipListMap<>()).putIfAbsent(
                        withdrawn.consentRevision(),
                        new Decision(event.time(), Instant.ofEpochMilli(message.timestamp())));
            }
        }); TopicFollower receipts = new TopicFollower(kafka, Topics.ENFORCEMENT_RECEIPTS, GATHERED, message -> {
            if (EventCodec.fromRecord(message).data() instanceof RevisionEnforced receipt) {
                enforced.computeIfAbsent(receipt.dataSubjectId(), _ -> new ConcurrentSkipListMap<>())
                        .putIfAbsent(receipt.consentRevision(), receipt.enforcedAt());
            }
        })) {
            Load.openLoop(warmUps, WARM_UP_RATE, i -> persons.of(i).withdraw(records[i]));
            measuredFrom = Instant.now();
            Load.openLoop(total, RATE, i -> {
                Instant began = Instant.now();
                int status = persons.of(warmUps + i).withdraw(records[warmUps + i]).status();
                if (status == 200) {
                    answers.add(Duration.between(began, Instant.now()));
                } else {
                    others.computeIfAbsent(status, _ -> new LongAdder()).increment();
                }
            });
            // What was answered 202 is enforced later.
            Awaitility.await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> decided.entrySet().stream()
                            .allMatch(person -> enforced.getOrDefault(person.getKey(), Collections.emptyNavigableMap())
                                    .ceilingEntry(person.getValue().lastKey()) != null));
        }
        if (readers != null) {
            readers.join();
        }
        Latencies sent = new Latencies(total);
        decided.values().forEach(
                decisions -> decisions.values().stream().filter(decision -> decision.at().isAfter(measuredFrom))
                        .forEach(decision -> sent.add(Duration.between(decision.at(), decision.sent()))));
        print(sent, enforcements(decided, enforced, measuredFrom), answers, bareKafka(), others, reads.get());
    }

    /** When it was taken, and when the relay sent it (whole milliseconds). */
    private record Decision(Instant at, Instant sent) {}

    /** A receipt of a later revision is one of the earlier ones, too. */
    private static Latencies enforcements(Map<UUID, NavigableMap<Long, Decision>> decided,
            Map<UUID, NavigableMap<Long, Instant>> enforced, Instant from) {
        Latencies latencies = new Latencies(RATE * SECONDS);
        decided.forEach((person, decisions) -> decisions.forEach((revision, decision) -> {
            Map.Entry<Long, Instant> receipt = enforced.getOrDefault(person, Collections.emptyNavigableMap())
                    .ceilingEntry(revision);
            if (receipt != null && decision.at().isAfter(from)) {
                latencies.add(Duration.between(decision.at(), receipt.getValue()));
            }
        }));
        return latencies;
    }

    /** Reads of other grants of the same persons, as long as the withdrawals last; one connection each. */
    private void read(AtomicInteger reads) {
        int seconds = WARM_UP_SECONDS + SECONDS;
        for (int done = 0; done < seconds; done += 20) {
            Wrk part = Wrk.run(64, Math.min(20, seconds - done), persons.agency().token(),
                    ReadBenchmark.reads("B-" + id + "-", AskedPersons.count(), "housing-search", READS / 64.0,
                            stack.stack().url("registry")));
            reads.addAndGet((int) (part.perSecond() * Math.min(20, seconds - done)));
        }
    }

    private Latencies bareKafka() throws InterruptedException {
        int count = RATE * SECONDS;
        Latencies latencies = new Latencies(count);
        String run = "benchmark-" + UUID.randomUUID();
        Map<String, Object> settings = stack.stack().kafkaClient(KafkaRights.REGISTRY);
        settings.putAll(Map.of("acks", "all", "linger.ms", "0"));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new ByteArraySerializer());
                TopicFollower follower = new TopicFollower(kafka, LIMIT_TOPIC, 1, message -> {
                    if (run.equals(message.key())) {
                        latencies.add(Duration.ofNanos(System.nanoTime()
                                - Long.parseLong(new String(message.value(), StandardCharsets.UTF_8))));
                    }
                })) {
            Load.openLoop(count, RATE, i -> {
                var _ = producer.send(new ProducerRecord<>(LIMIT_TOPIC, run,
                        Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8)));
            });
            producer.flush();
        }
        return latencies;
    }

    private static void print(Latencies sent, Latencies enforcements, Latencies answers, Latencies bare,
            Map<Integer, LongAdder> others, int reads) {
        System.out.printf(
                "%nWithdrawals at %d/s for %d s after %d s of warming up at %d/s, %d reads/s beside"
                        + " them; answers that were not 200: %s%n",
                RATE, SECONDS, WARM_UP_SECONDS, WARM_UP_RATE, reads / (WARM_UP_SECONDS + SECONDS),
                others.isEmpty() ? "none" : others);
        System.out.println("| ms | p50 | p99 | n |\n|---|---|---|---|");
        row("decision taken → enforced (committed view)", enforcements);
        row("of that: decision taken → sent by the relay", sent);
        row("withdrawal sent → answered with enforcedAt", answers);
        row("limit: bare Kafka, produced → consumed", bare);
        System.out.printf(Locale.ROOT, "ratio to the limit: p50 %.1f, p99 %.1f%n",
                enforcements.percentile(0.5) / bare.percentile(0.5),
                enforcements.percentile(0.99) / bare.percentile(0.99));
    }

    private static void row(String name, Latencies latencies) {
        System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %d |%n", name, latencies.percentile(0.5),
                latencies.percentile(0.99), latencies.count());
    }
}
