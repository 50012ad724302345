package de.handschlag.systemtest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.stack.ServicePorts;
import de.handschlag.deploy.stack.ServiceProcess;
import de.handschlag.systemtest.Api.Answer;

/**
 * Not a test: what granting and withdrawing cost in an open loop when nobody waits for the registry, beside one durable row by the same
 * database at the same rate. {@code deploy/benchmark decisions} runs it.
 */
@Tag("benchmark")
class DecisionBenchmark {

    private static final int RATE = Integer.getInteger("handschlag.rate", 100);
    private static final int WARM_UP_SECONDS = Integer.getInteger("handschlag.warm-up", 20);
    private static final int SECONDS = Integer.getInteger("handschlag.seconds", 20);
    private static final int WARM_UPS = RATE * WARM_UP_SECONDS;
    private static final int MEASURED = RATE * SECONDS;

    private final RunningStack stack = RunningStack.get();
    private final AskedPersons persons = new AskedPersons(stack, UUID.randomUUID().toString().substring(0, 8));
    private final ServiceProcess notWaiting = stack.stack().replica("consent", "consent-service-not-waiting",
            ServicePorts.free(), Map.of("HANDSCHLAG_ENFORCEMENT_LONGEST_WAIT", "PT0S"));

    @Test
    void measure() throws Exception {
        System.out.println(Machine.described());
        notWaiting.start();
        persons.enrol();
        Map<String, String> notices = new ConcurrentHashMap<>();
        String[] records = persons.asked(WARM_UPS + MEASURED, (person, record) -> notices.put(record,
                person.consentRecord(record).path("notice").path("hash").asText()));
        persons.logIn();
        Latencies grants = new Latencies(MEASURED);
        int refusedGrants = decide(grants,
                number -> at(number, records[number], "approval",
                        Map.of("attributes", List.of("phone"), "explicitAttributes", List.of(), "language", "de",
                                "noticeHash", notices.get(records[number]))));
        persons.logIn();
        Latencies withdrawals = new Latencies(MEASURED);
        int refusedWithdrawals = decide(withdrawals, number -> at(number, records[number], "withdrawal", null));
        Latencies rows = new Latencies(MEASURED);
        insert(rows);
        System.out.printf(
                "%nDecisions at %d/s for %d s after %d s of warming up, nobody waits for the registry; "
                        + "answers that were neither 200 nor 202: %d grants, %d withdrawals%n",
                RATE, SECONDS, WARM_UP_SECONDS, refusedGrants, refusedWithdrawals);
        System.out.println("| ms | p50 | p99 | n |\n|---|---|---|---|");
        row("grant", grants);
        row("withdrawal", withdrawals);
        row("limit: one durable row", rows);
        System.out.printf(Locale.ROOT, "ratio to the limit: grant p99 %.1f, withdrawal p99 %.1f%n",
                grants.percentile(0.99) / rows.percentile(0.99), withdrawals.percentile(0.99) / rows.percentile(0.99));
    }

    private Answer at(int number, String record, String decision, Object body) {
        return new Api(notWaiting.url()).post(persons.of(number).token(),
                "/v1/me/consent-records/" + record + "/" + decision, body);
    }

    /** Returns how many were not decided. */
    private static int decide(Latencies latencies, IntFunction<Answer> decision) throws InterruptedException {
        AtomicInteger refused = new AtomicInteger();
        Load.openLoop(WARM_UPS, RATE, number -> { var _ = decision.apply(number); });
        Load.openLoop(MEASURED, RATE, number -> {
            Instant began = Instant.now();
            int status = decision.apply(WARM_UPS + number).status();
            latencies.add(Duration.between(began, Instant.now()));
            if (status != 200 && status != 202) {
                refused.incrementAndGet();
            }
        });
        return refused.get();
    }

    private void insert(Latencies latencies) throws Exception {
        Queue<Connection> idle = new ConcurrentLinkedQueue<>();
        try (Connection own = stack.stack().postgres().connectAsSuperuser("consent")) {
            own.createStatement().execute("CREATE TABLE benchmark_row (id uuid PRIMARY KEY, at timestamptz)");
            Load.openLoop(MEASURED, RATE, _ -> {
                Instant began = Instant.now();
                try {
                    Connection connection = idle.poll();
                    if (connection == null) {
                        connection = stack.stack().postgres().connectAsSuperuser("consent");
                    }
                    try (PreparedStatement statement = connection
                            .prepareStatement("INSERT INTO benchmark_row VALUES (?, now())")) {
                        statement.setObject(1, UUID.randomUUID());
                        statement.executeUpdate();
                    }
                    idle.add(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                latencies.add(Duration.between(began, Instant.now()));
            });
            own.createStatement().execute("DROP TABLE benchmark_row");
        } finally {
            for (Connection connection : idle) {
                connection.close();
            }
        }
    }

    private static void row(String name, Latencies latencies) {
        System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %d |%n", name, latencies.percentile(0.5),
                latencies.percentile(0.99), latencies.count());
    }
}
