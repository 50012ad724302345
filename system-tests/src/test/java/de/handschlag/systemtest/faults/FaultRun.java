package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.Topics;
import de.handschlag.systemtest.faults.History.Injected;
import de.handschlag.systemtest.faults.Violation.Name;
import de.handschlag.teststack.TestIdentities;

/** One whole run: persons enrol, the workload runs amid faults, everything heals and must work again, the checker speaks. */
final class FaultRun {

    private static final List<String> AGENCY_TYPES = List.of("kommunales_integrationszentrum", "migrantenorganisation",
            "kirchliche_stelle_kath");
    static final int PARTITIONS = 8;

    private final FaultStack stack;
    private final RunSettings settings;
    private final Run run;
    private final RandomGenerator.SplittableGenerator random;
    private final List<Decisions> deciders = new ArrayList<>();
    private ReplicaLoss.@Nullable Waits waits;

    FaultRun(FaultStack stack, RunSettings settings) {
        this.stack = stack;
        this.settings = settings;
        String name = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        this.run = new Run(stack, settings, name);
        this.random = RandomGeneratorFactory.<RandomGenerator.SplittableGenerator>of("L64X128MixRandom")
                .create(settings.seed());
    }

    /** What came of it. */
    record Report(long seed, long operations, long disclosed, Duration took, Map<String, Long> faults, String figures,
            ReplicaLoss.@Nullable Waits waits, List<Violation> violations) {

        Map<Name, Long> violationsByName() {
            return violations.stream()
                    .collect(Collectors.groupingBy(Violation::name, TreeMap::new, Collectors.counting()));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(
                    "seed %d: %,d operations in %d s, %d faults %s%n%s%n".formatted(seed, operations, took.toSeconds(),
                            faults.values().stream().mapToLong(Long::longValue).sum(), faults, figures));
            if (waits != null) {
                text.append(waits).append('\n');
            }
            text.append(violations.size()).append(" violations ").append(violationsByName()).append('\n');
            violations.stream().limit(20).forEach(violation -> text.append("  ").append(violation).append('\n'));
            return text.toString();
        }
    }

    /** Persons, agencies and cases; without faults. */
    void prepare() throws InterruptedException {
        System.out.printf("seed %d, run %s, weights %s, batches of %d, history in %s%n", settings.seed(),
                run.history().run(), RunSettings.WEIGHTS, RunSettings.BATCH,
                stack.directory().resolve("history-" + run.history().run() + ".ndjson"));
        TestIdentities identities = TestIdentities.handschlag();
        String admin = identities.admin();
        for (String type : AGENCY_TYPES) {
            String id = type.replace('_', '-') + "-" + run.history().run();
            try (HttpConnection consent = new HttpConnection(stack.frontPort("consent"), Duration.ofSeconds(15))) {
                HttpConnection.Answer answer = consent.call("PUT", "/v1/agencies/" + id, admin,
                        "{\"name\":\"" + id + "\",\"agencyType\":\"" + type + "\"}");
                if (answer.status() >= 300) {
                    throw new IllegalStateException("agency: " + answer.status() + " " + answer.text());
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            run.agencies().add(new AgencySystem(run.agencies().size(), id,
                    identities.agencySystem(id, AgencySystem.PURPOSES.toArray(String[]::new))));
        }
        List<SimulatedPerson> persons = IntStream.range(0, settings.persons()).parallel()
                .mapToObj(i -> new SimulatedPerson(identities.dataSubject(run.history().run() + "-" + i))).toList();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < RunSettings.DECIDERS; i++) {
            int shard = i;
            Decisions decisions = new Decisions(run, IntStream.range(0, persons.size())
                    .filter(person -> person % RunSettings.DECIDERS == shard).mapToObj(persons::get).toList(),
                    random.split());
            deciders.add(decisions);
            threads.add(Thread.ofVirtual().start(decisions::enrolAll));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(run.progress());
    }

    /** Kills replicas of the registry and measures; the reads are checked with all others. */
    void loseReplicas(int kills) {
        waits = new ReplicaLoss(run).measure(kills, random.split());
        System.out.println(waits);
    }

    Report execute() throws InterruptedException, SQLException, IOException {
        return execute(injected -> FaultInjector.random(injected, random.split()));
    }

    Report execute(List<FaultKind> script) throws InterruptedException, SQLException, IOException {
        return execute(injected -> FaultInjector.scripted(injected, script, random.split()));
    }

    private Report execute(Function<Run, FaultInjector> faults) throws InterruptedException, SQLException, IOException {
        run.begins();
        List<Thread> clients = new ArrayList<>();
        deciders.forEach(decider -> clients.add(Thread.ofVirtual().start(decider)));
        IntStream.range(0, settings.readers())
                .forEach(_ -> clients.add(Thread.ofVirtual().start(new Reads(run, random.split(), 0))));
        IntStream.range(0, settings.batches())
                .forEach(_ -> clients.add(Thread.ofVirtual().start(new Reads(run, random.split(), RunSettings.BATCH))));
        CountDownLatch over = new CountDownLatch(1);
        Thread progress = Thread.ofVirtual().start(() -> tell(over));
        FaultInjector injector = faults.apply(run);
        while (run.goesOn()) {
            run.pause(200);
        }
        injector.close();
        run.faultsAreOver();
        System.out.println("the faults are over, everything heals");
        stack.heal();
        for (Thread client : clients) {
            client.join();
        }
        over.countDown();
        progress.join();
        List<Violation> violations = new ArrayList<>(converge());
        run.history().close();
        Checker checker = new Checker(run.history(), run.agencies());
        System.out.println("comparing the history with the log");
        violations.addAll(checker.check(new LogReader(stack)::read));
        return new Report(settings.seed(), run.operations(), run.disclosed(), run.elapsed(),
                run.history().faults().stream()
                        .collect(Collectors.groupingBy(Injected::fault, TreeMap::new, Collectors.counting())),
                checker.figures(), waits, violations);
    }

    private void tell(CountDownLatch over) {
        try {
            while (!over.await(10, TimeUnit.SECONDS)) {
                System.out.println(run.progress());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println(run.progress());
    }

    /** After everything healed: the log has all that is on the topics, and reads, changes and withdrawals work again. */
    private List<Violation> converge() throws InterruptedException {
        List<Violation> notAlive = new ArrayList<>();
        long end = System.nanoTime() + settings.healing().toNanos();
        for (Replica replica : stack.replicas("registry")) {
            if (!until(end, () -> answers(replica))) {
                notAlive.add(new Violation(Name.NOT_ALIVE, replica.name() + " decides no reads"));
            }
        }
        if (!until(end, this::outboxIsEmpty)) {
            notAlive.add(new Violation(Name.NOT_ALIVE, "the outbox is not empty"));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (!until(end, () -> readEnds(ends)) || !until(end, () -> logged(ends))) {
            notAlive.add(new Violation(Name.NOT_ALIVE, "the log has not taken all that is on the topics"));
        }
        System.out.println("converged at " + Instant.now());
        return notAlive;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private boolean until(long end, Condition condition) {
        while (true) {
            try {
                if (condition.holds()) {
                    return true;
                }
            } catch (Exception e) {
                if (System.nanoTime() > end) {
                    System.out.println(e);
                }
            }
            if (System.nanoTime() > end) {
                return false;
            }
            run.pause(250);
        }
    }

    private boolean answers(Replica replica) throws IOException {
        AgencySystem agency = run.agencies().getFirst();
        try (HttpConnection http = new HttpConnection(replica.ports().http(), Duration.ofSeconds(5))) {
            for (String reference : agency.current().stream().limit(20).toList()) {
                int status = http
                        .call("GET", "/v1/cases/" + reference + "/view?purpose=" + AgencySystem.PURPOSES.getFirst(),
                                agency.token(), null, "Employee-Reference", "liveness")
                        .status();
                if (status != 200 && status != 403) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean outboxIsEmpty() throws SQLException {
        return number("consent", "SELECT count(*) FROM outbox_event") == 0;
    }

    private boolean readEnds(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        ends.putAll(ends());
        return true;
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (String topic : List.of(Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS, Topics.ENFORCEMENT_RECEIPTS)) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        try (Admin admin = stack.admin()) {
            return admin.listOffsets(asked).all().get().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
        }
    }

    private boolean logged(Map<TopicPartition, Long> ends) throws SQLException {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (end.getValue() > 0 && number("audit",
                    "SELECT coalesce(max(next_offset), 0) FROM ingest_offset WHERE topic = '" + end.getKey().topic()
                            + "' AND partition_number = " + end.getKey().partition()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private long number(String database, String query) throws SQLException {
        try (Connection connection = stack.stack().postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
