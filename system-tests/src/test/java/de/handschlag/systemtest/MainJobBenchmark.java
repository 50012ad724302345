package de.handschlag.systemtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Topics;

/**
 * Not a test: measures the main job on the embedded stack and prints tables, each with a limit of the same run beside it.
 * {@code deploy/benchmark} runs it. Load is bounded in count and time and stays on the loopback interface.
 */
@Tag("benchmark")
class MainJobBenchmark {

    private static final String PURPOSE = "case-management";
    private static final int RATE = Integer.getInteger("handschlag.rate", 100);
    private static final int WARM_UP_SECONDS = Integer.getInteger("handschlag.warm-up", 20);
    private static final int SECONDS = Integer.getInteger("handschlag.seconds", 40);
    private static final int PERSONS = 50;
    private static final int CONNECTIONS = 16;
    private static final String LIMIT_TOPIC = "consent-events.registry.dlt";

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Agency agency = Agency.registered(stack, "benchmark-" + id, "mbe", PURPOSE);

    @Test
    void measure() throws Exception {
        List<Person> persons = persons();
        System.out.printf("%nMachine: %d cores, %s, JDK %s%n", Runtime.getRuntime().availableProcessors(), processor(),
                Runtime.version());
        withdrawals(persons);
        reads();
        memory();
    }

    private List<Person> persons() throws InterruptedException {
        List<Person> persons = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            persons.add(new Person(stack, "benchmark-" + id + "-" + i));
        }
        inParallel(PERSONS, 8, i -> {
            Person.enrolledBy(agency, reference(i), persons.get(i).name());
            agency.contribute(reference(i), 1, "phone", "+49 30 " + i);
        });
        return persons;
    }

    private String reference(int person) {
        return "B-" + id + "-" + person;
    }

    /** Open loop: a withdrawal begins when its time has come, whether or not earlier ones are answered. */
    private void withdrawals(List<Person> persons) throws InterruptedException {
        int total = RATE * (WARM_UP_SECONDS + SECONDS);
        String[] records = new String[total];
        System.out.printf("Preparing %d grants …%n", total);
        inParallel(PERSONS, 8, person -> {
            for (int i = person; i < total; i += PERSONS) {
                records[i] = agency.ask(reference(person), PURPOSE, "phone");
                persons.get(person).approve(records[i]);
            }
        });

        Latencies answers = new Latencies(total);
        Latencies enforcements = new Latencies(total);
        AtomicInteger pending = new AtomicInteger();
        Instant measuredFrom = Instant.now().plusSeconds(WARM_UP_SECONDS);
        Map<String, Instant> decided = new ConcurrentHashMap<>();
        try (Tail consents = new Tail(Topics.CONSENT_EVENTS, message -> {
            EventEnvelope<?> event = EventCodec.fromRecord(message);
            if (event.data() instanceof ConsentWithdrawn withdrawn) {
                decided.put(withdrawn.dataSubjectId() + "/" + withdrawn.consentRevision(), event.time());
            }
        }); Tail receipts = new Tail(Topics.ENFORCEMENT_RECEIPTS, message -> {
            if (EventCodec.fromRecord(message).data() instanceof RevisionEnforced receipt) {
                Instant began = decided.remove(receipt.dataSubjectId() + "/" + receipt.consentRevision());
                if (began != null && began.isAfter(measuredFrom)) {
                    enforcements.add(Duration.between(began, receipt.enforcedAt()));
                }
            }
        })) {
            openLoop(total, RATE, i -> {
                Instant began = Instant.now();
                int status = persons.get(i % PERSONS).withdraw(records[i]).status();
                if (began.isAfter(measuredFrom)) {
                    answers.add(Duration.between(began, Instant.now()));
                    if (status != 200) {
                        pending.incrementAndGet();
                    }
                }
            });
        }
        Latencies bare = bareKafka(RATE, SECONDS / 2);

        System.out.printf("%nWithdrawals at %d/s for %d s after %d s of warming up (%d not enforced within 2 s)%n",
                RATE,
                SECONDS, WARM_UP_SECONDS, pending.get());
        System.out.println("| ms | p50 | p99 | n |\n|---|---|---|---|");
        row("decision taken → enforced (committed view)", enforcements);
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

    private Latencies bareKafka(int rate, int seconds) throws InterruptedException {
        Latencies latencies = new Latencies(rate * seconds);
        String run = "benchmark-" + UUID.randomUUID();
        try (KafkaProducer<String, byte[]> producer = producer();
                Tail tail = new Tail(LIMIT_TOPIC, message -> {
                    if (run.equals(message.key())) {
                        latencies.add(Duration.ofNanos(System.nanoTime()
                                - Long.parseLong(new String(message.value(), StandardCharsets.UTF_8))));
                    }
                })) {
            openLoop(rate * seconds, rate, i -> producer.send(new ProducerRecord<>(LIMIT_TOPIC, run,
                    Long.toString(System.nanoTime()).getBytes(StandardCharsets.UTF_8))));
            producer.flush();
        }
        return latencies;
    }

    /** Closed loop over 16 connections with wrk, which takes less of the two cores than a client in Java. */
    private void reads() throws IOException, InterruptedException {
        for (int i = 0; i < PERSONS; i++) {
            Person person = new Person(stack, "benchmark-" + id + "-" + i);
            person.approve(agency.ask(reference(i), PURPOSE, "phone"));
        }
        Path script = Files.createTempFile("reads", ".lua");
        Files.writeString(script, """
                local n = 0
                request = function()
                    n = n + 1
                    return wrk.format("GET", "/v1/cases/B-%s-" .. (n %% %d) .. "/view?purpose=%s")
                end
                """.formatted(id, PERSONS, PURPOSE));
        wrk(WARM_UP_SECONDS, "-s", script.toString(), stack.stack().url("registry"));
        Wrk audited = wrk(SECONDS / 2, "-s", script.toString(), stack.stack().url("registry"));
        Wrk http = wrk(SECONDS / 2, stack.stack().url("registry") + "/q/health/live");
        double acknowledgements = acknowledgementsPerSecond();

        System.out.printf("%nReads over %d connections for %d s after %d s of warming up%n", CONNECTIONS, SECONDS / 2,
                WARM_UP_SECONDS);
        System.out.println("| | per second | p50 ms | p99 ms |\n|---|---|---|---|");
        System.out.printf(Locale.ROOT, "| audited reads (token, freshness, SQL, durable record) | %.0f | %s | %s |%n",
                audited.perSecond(), audited.p50(), audited.p99());
        System.out.printf(Locale.ROOT, "| limit: HTTP alone (GET /q/health/live) | %.0f | %s | %s |%n",
                http.perSecond(),
                http.p50(), http.p99());
        System.out.printf(Locale.ROOT, "| limit: durable records alone, %d waiting | %.0f | | |%n", CONNECTIONS,
                acknowledgements);
        System.out.printf(Locale.ROOT, "ratio to the limits: %.2f of HTTP, %.2f of the durable records%n",
                audited.perSecond() / http.perSecond(), audited.perSecond() / acknowledgements);
        if (audited.failures() > 0) {
            System.out.printf("ATTENTION: %d answers were not 2xx; the figures are not to be used%n",
                    audited.failures());
        }
    }

    private double acknowledgementsPerSecond() throws InterruptedException {
        int seconds = SECONDS / 4;
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        byte[] value = new byte[700];
        try (KafkaProducer<String, byte[]> producer = producer()) {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                String key = "benchmark-" + i;
                senders.add(Thread.ofVirtual().start(() -> {
                    while (!done.get()) {
                        try {
                            producer.send(new ProducerRecord<>(LIMIT_TOPIC, key, value)).get();
                            acknowledged.incrementAndGet();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }));
            }
            LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
            done.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
        }
        return acknowledged.get() / (double) seconds;
    }

    private record Wrk(double perSecond, String p50, String p99, int failures) {}

    private Wrk wrk(int seconds, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "--latency",
                        "-H", "Authorization: Bearer " + agency.token()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        return new Wrk(Double.parseDouble(found("Requests/sec:\\s+([0-9.]+)", output, "0")),
                found("50%\\s+(\\S+)", output, "?"), found("99%\\s+(\\S+)", output, "?"),
                Integer.parseInt(found("Non-2xx or 3xx responses: (\\d+)", output, "0")));
    }

    private static String found(String pattern, String text, String otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    /** Proportional set size: memory that processes share is counted once. */
    private void memory() throws IOException {
        System.out.println("\nMemory (proportional set size)\n| part | MiB |\n|---|---|");
        long sum = 0;
        for (ChildProcess process : stack.stack().processes()) {
            long kibibytes = pss(process.pid());
            for (ProcessHandle child : ProcessHandle.of(process.pid()).orElseThrow().descendants().toList()) {
                kibibytes += pss(child.pid());
            }
            sum += kibibytes;
            System.out.printf("| %s | %d |%n", process.spec().name(), kibibytes / 1024);
        }
        System.out.printf("| all | %d |%n", sum / 1024);
    }

    private static long pss(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*:\\s*", "")).findFirst().orElse("unknown processor");
    }

    private static void inParallel(int count, int atOnce, IntConsumer work) throws InterruptedException {
        Semaphore permits = new Semaphore(atOnce);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                permits.acquire();
                workers.submit(() -> {
                    try {
                        work.accept(number);
                    } catch (Throwable e) {
                        System.err.println("preparation failed: " + e);
                    } finally {
                        permits.release();
                    }
                });
            }
        }
    }

    private static void openLoop(int count, int rate, IntConsumer work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(count);
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = begin + number * (1_000_000_000L / rate);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                workers.submit(() -> {
                    try {
                        work.accept(number);
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await(60, TimeUnit.SECONDS);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.stack().kafka().bootstrapServers(), "acks", "all"),
                new StringSerializer(), new ByteArraySerializer());
    }

    /** Follows a topic from its end; closing it reads on for a moment, so that what is on its way is counted. */
    private final class Tail implements AutoCloseable {

        private final AtomicBoolean done = new AtomicBoolean();
        private final Thread thread;

        private Tail(String topic, Consumer<ConsumerRecord<String, byte[]>> each) throws InterruptedException {
            CountDownLatch atEnd = new CountDownLatch(1);
            thread = Thread.ofPlatform().start(() -> {
                try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", stack.stack().kafka().bootstrapServers()),
                        new StringDeserializer(), new ByteArrayDeserializer())) {
                    List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition())).toList();
                    consumer.assign(partitions);
                    consumer.seekToEnd(partitions);
                    partitions.forEach(consumer::position);
                    atEnd.countDown();
                    while (!done.get()) {
                        consumer.poll(Duration.ofMillis(50)).forEach(each);
                    }
                    consumer.poll(Duration.ofSeconds(1)).forEach(each);
                }
            });
            atEnd.await(30, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws InterruptedException {
            done.set(true);
            thread.join();
        }
    }
}
