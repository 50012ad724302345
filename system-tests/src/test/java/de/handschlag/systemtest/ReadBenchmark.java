package de.handschlag.systemtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.KafkaRights;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.stack.ServicePorts;
import de.handschlag.deploy.stack.ServiceProcess;
import de.handschlag.faultagent.PlantedFault;

/**
 * Not a test: audited reads (token, freshness, SQL, durable record) beside Keycloak's decision endpoint on the same
 * PostgreSQL, the same reads by a registry that does not wait for the record, the same SELECT alone, durable records alone and
 * HTTP alone, in one run. The peers take turns, A-C-B-B-C-A, and the idle ones are stopped. {@code deploy/benchmark reads} runs it.
 */
@Tag("benchmark")
class ReadBenchmark {

    private static final String PURPOSE = "case-management";
    private static final int PERSONS = Integer.getInteger("handschlag.persons", 1000);
    private static final int SECONDS = Integer.getInteger("handschlag.seconds", 20);
    private static final int WARM_UP_SECONDS = Integer.getInteger("handschlag.warm-up", 60);
    private static final int PEER_WARM_UP_SECONDS = Integer.getInteger("handschlag.peer-warm-up", 300);
    private static final List<Integer> CONNECTIONS = Stream
            .of(System.getProperty("handschlag.connections", "1,16,64").split(",")).map(Integer::valueOf).toList();
    private static final int WARM_UP_CONNECTIONS = 16;
    private static final int PIECE_SECONDS = 40;
    private static final int RESUME_SECONDS = 5;
    private static final String LIMIT_TOPIC = "consent-events.registry.dlt";

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Agency agency = Agency.registered(stack, "benchmark-" + id, "mbe", PURPOSE);
    private final KeycloakDecisions keycloak = new KeycloakDecisions(stack, PERSONS);
    private final ServiceProcess notWaiting = notWaiting();

    @Test
    void measure() throws Exception {
        System.out.println(Machine.described());
        prepare();
        notWaiting.start();
        SelectAlone select = SelectAlone.as(stack, agency, "B-" + id + "-", PERSONS, PURPOSE);
        System.out.println("warming up: reads");
        warmUp(WARM_UP_SECONDS, this::read);
        System.out.println("warming up: reads that do not wait for their record");
        warmUp(WARM_UP_SECONDS, this::readNotWaiting);
        System.out.println("warming up: Keycloak");
        warmUp(PEER_WARM_UP_SECONDS, this::decide);
        System.out.printf(
                "%nReads, %d s each in the order A-C-B-B-C-A after %d s (Keycloak %d s) of warming up and %d s before each, "
                        + "%d persons%n",
                SECONDS, WARM_UP_SECONDS, PEER_WARM_UP_SECONDS, RESUME_SECONDS, PERSONS);
        System.out.println("| connections | | per second | p50 ms | p99 ms |\n|---|---|---|---|---|");
        for (int connections : CONNECTIONS) {
            compare(connections, select);
        }
        System.out.println("Durable records alone: one record of 700 bytes per waiting client.");
    }

    private void prepare() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        Load.inParallel(PERSONS, 8, i -> {
            Person person = Person.enrolledBy(agency, "B-" + id + "-" + i, "benchmark-" + id + "-" + i);
            agency.contribute("B-" + id + "-" + i, "phone", "+49 30 1234" + i);
            person.approve(agency.ask("B-" + id + "-" + i, PURPOSE, "phone"));
            if (done.incrementAndGet() % 100 == 0) {
                System.out.printf("prepared %d of %d persons%n", done.get(), PERSONS);
            }
        });
        keycloak.prepare(stack.identities().agencySystemClientId(agency.id(), PURPOSE));
        keycloak.check(agency.token(), stack.identities().agencySystem("somebody-else", PURPOSE));
    }

    private interface Measurement {
        Wrk run(int connections, int seconds);
    }

    private Wrk read(int connections, int seconds) {
        return readAt(stack.stack().url("registry"), connections, seconds);
    }

    private Wrk readNotWaiting(int connections, int seconds) {
        return readAt(notWaiting.url(), connections, seconds);
    }

    /** The other registry goes on, without reads: one of the two keeps the views. */
    private Wrk readAt(String registry, int connections, int seconds) {
        return without(List.of(stack.stack().keycloak().process()), token -> afterResume(seconds,
                run -> Wrk.run(connections, run, token, reads("B-" + id + "-", PERSONS, PURPOSE, 0, registry))));
    }

    private Wrk decide(int connections, int seconds) {
        return without(allBut("postgresql", "keycloak"),
                token -> afterResume(seconds, run -> keycloak.measure(connections, run, token)));
    }

    /** What was stopped is slow at first, a service as well as Keycloak; those seconds are not measured. */
    private static Wrk afterResume(int seconds, IntFunction<Wrk> measurement) {
        var _ = measurement.apply(RESUME_SECONDS);
        return measurement.apply(seconds);
    }

    /** In pieces, since a token lives for five minutes. */
    private static void warmUp(int seconds, Measurement measurement) {
        for (int done = 0; done < seconds; done += PIECE_SECONDS) {
            Wrk piece = measurement.run(WARM_UP_CONNECTIONS, Math.min(PIECE_SECONDS, seconds - done));
            System.out.printf(Locale.ROOT, "%.0f/s%n", piece.perSecond());
        }
    }

    private void compare(int connections, SelectAlone select) throws InterruptedException {
        Wrk a1 = read(connections, SECONDS);
        Wrk c1 = readNotWaiting(connections, SECONDS);
        Wrk b1 = decide(connections, SECONDS);
        Wrk b2 = decide(connections, SECONDS);
        Wrk c2 = readNotWaiting(connections, SECONDS);
        Wrk a2 = read(connections, SECONDS);
        row(connections, "audited reads", a1);
        row(connections, "audited reads", a2);
        row(connections, "the same, not waiting for the record", c1);
        row(connections, "the same, not waiting for the record", c2);
        row(connections, "Keycloak, decision alone, no record", b1);
        row(connections, "Keycloak, decision alone, no record", b2);
        row(connections, "limit: HTTP alone", without(List.of(stack.stack().keycloak().process()), token -> Wrk
                .run(connections, SECONDS / 2, token, stack.stack().managementUrl("registry") + "/q/health/live")));
        System.out.printf(Locale.ROOT, "| %d | limit: the same SELECT alone (pgbench) | %.0f | | |%n", connections,
                without(allBut("postgresql"), _ -> select.perSecond(connections, SECONDS / 2)));
        System.out.printf(Locale.ROOT, "| %d | limit: durable records alone | %.0f | | |%n", connections,
                acknowledgementsPerSecond(connections));
        System.out.printf(Locale.ROOT, "| %d | **ratio to Keycloak** | **%.1f** | | **%.2f** |%n", connections,
                (a1.perSecond() + a2.perSecond()) / (b1.perSecond() + b2.perSecond()),
                (a1.p99() + a2.p99()) / (b1.p99() + b2.p99()));
        if (a1.failures() + a2.failures() + b1.failures() + b2.failures() + c1.failures() + c2.failures() > 0) {
            throw new IllegalStateException("some answers were not 200: " + List.of(a1, a2, b1, b2, c1, c2));
        }
    }

    private static void row(int connections, String what, Wrk measured) {
        System.out.printf(Locale.ROOT, "| %d | %s | %.0f | %.1f | %.1f |%n", connections, what, measured.perSecond(),
                measured.p50(), measured.p99());
    }

    private ServiceProcess notWaiting() {
        Path agent = ProjectLayout.find().root().resolve("system-tests/fault-agent/target/fault-agent.jar");
        return stack.stack().replica("registry", "registry-service-not-waiting", ServicePorts.free(),
                Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + agent, "HANDSCHLAG_FAULT_PLANTED",
                        PlantedFault.AUDIT_ACKNOWLEDGEMENT_OFF.key()));
    }

    private List<ChildProcess> allBut(String... names) {
        return Stream.concat(stack.stack().processes().stream(), Stream.of(notWaiting.process()))
                .filter(process -> !List.of(names).contains(process.spec().name())).toList();
    }

    /** What is not measured is stopped meanwhile. */
    private <T> T without(List<ChildProcess> idle, Function<String, T> measurement) {
        String token = agency.token(); // No other one is to be had when Keycloak is stopped.
        idle.forEach(ChildProcess::pause);
        try {
            return measurement.apply(token);
        } finally {
            idle.forEach(ChildProcess::resume);
            for (String registry : List.of(stack.stack().url("registry"), notWaiting.url())) {
                Awaitility.await().atMost(60, TimeUnit.SECONDS).ignoreException(IOException.class)
                        .until(() -> new Api(registry)
                                .tryCall(agency.token(), "GET", Agency.viewOf("B-" + id + "-0", PURPOSE), null)
                                .status() == 200);
            }
        }
    }

    private double acknowledgementsPerSecond(int waiting) throws InterruptedException {
        AtomicInteger acknowledged = new AtomicInteger();
        byte[] value = new byte[700];
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS / 2);
        Map<String, Object> settings = stack.stack().kafkaClient(KafkaRights.REGISTRY);
        settings.putAll(Map.of("acks", "all", "linger.ms", "0"));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new ByteArraySerializer())) {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < waiting; i++) {
                String key = "benchmark-" + i;
                senders.add(Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() < end) {
                        try {
                            producer.send(new ProducerRecord<>(LIMIT_TOPIC, key, value)).get();
                            acknowledged.incrementAndGet();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }));
            }
            for (Thread sender : senders) {
                sender.join();
            }
        }
        return acknowledged.get() / (SECONDS / 2.0);
    }

    /**
     * Arguments for wrk.
     *
     * @param perSecond of each connection; 0 for as fast as the answers come
     */
    static String[] reads(String prefix, int persons, String purpose, double perSecond, String url) {
        return Wrk.script(
                """
                        local n = 0
                        request = function()
                            n = n + 1
                            return wrk.format("GET", "/v1/cases/%s" .. (n %% %d) .. "/view?purpose=%s")
                        end
                        """.formatted(prefix, persons, purpose)
                        + (perSecond > 0 ? "delay = function() return " + Math.round(1000 / perSecond) + " end\n" : ""),
                url);
    }
}
