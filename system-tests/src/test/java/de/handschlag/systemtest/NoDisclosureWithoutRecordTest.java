package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.event.Topics;
import de.handschlag.systemtest.Api.Answer;

/** G3: what a client was told is in the log. The number of kills is {@code -Dhandschlag.kills=N}. */
class NoDisclosureWithoutRecordTest {

    private static final String PURPOSE = "case-management";
    private static final int KILLS = Integer.getInteger("handschlag.kills", 2);
    private static final int CLIENTS = 4;
    private static final int READS_BETWEEN_KILLS = 200;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String reference = "G3-" + id;
    private Agency agency;

    @BeforeEach
    void grantInForce() {
        agency = Agency.registered(stack, "jmd-" + id, "jmd", PURPOSE);
        Person person = Person.enrolledBy(agency, reference, reference);
        agency.contribute(reference, "phone", "+49 30 1");
        person.approveUntilEnforced(agency.ask(reference, PURPOSE, "phone"));
        agency.reads(reference, PURPOSE).expect(200);
    }

    @Test
    @DisplayName("G3 R26 access-events takes no records: no disclosure, and recovery by itself")
    void unwritableTopicMeansNoDisclosure() {
        stack.topicWritable(Topics.ACCESS_EVENTS, false);
        try {
            await().atMost(Duration.ofSeconds(120)).until(() -> agency.read(reference, PURPOSE).status() == 503);
            List<String> problems = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Answer answer = agency.read(reference, PURPOSE);
                assertThat(answer.status()).isEqualTo(503);
                problems.add(answer.problem());
                assertThat(answer.body().has("attributes")).isFalse();
            }
            // On a busy machine a view may grow too old while its record waits.
            assertThat(problems).isSubsetOf("access-not-recorded", "not-fresh").contains("access-not-recorded");
        } finally {
            stack.topicWritable(Topics.ACCESS_EVENTS, true);
        }
        await().atMost(Duration.ofSeconds(120)).until(() -> agency.read(reference, PURPOSE).status() == 200);
    }

    @Test
    @DisplayName("G3 after kill -9 of the registry under load every answer that a client received is in the log")
    void everyAnswerIsInTheLogAfterKills() throws InterruptedException {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        AtomicInteger count = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            String name = "c" + client;
            clients.add(Thread.ofVirtual().start(() -> load(name, answered, count, done)));
        }
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int next = count.get() + READS_BETWEEN_KILLS;
                await().atMost(Duration.ofSeconds(120)).until(() -> count.get() >= next);
                stack.stack().service("registry").process().kill();
                stack.stack().service("registry").start();
            }
            int next = count.get() + READS_BETWEEN_KILLS;
            await().atMost(Duration.ofSeconds(120)).until(() -> count.get() >= next);
        } finally {
            done.set(true);
            for (Thread client : clients) {
                client.join();
            }
        }

        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(logged()).containsAll(answered));
        System.out.printf("G3: %d kills, %d answers, all in the log%n", KILLS, answered.size());
    }

    /** Each read names an employee of its own, so that its entry can be told from all others. */
    private void load(String client, Set<String> answered, AtomicInteger count, AtomicBoolean done) {
        for (int read = 0; !done.get(); read++) {
            String employee = client + "-" + read;
            try {
                if (agency.tryRead(reference, PURPOSE, "Employee-Reference", employee).status() == 200) {
                    answered.add(employee);
                    count.incrementAndGet();
                }
            } catch (IOException e) {
                // The registry is being killed: no answer, nothing to be found in the log. It needs the processors to come back.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Set<String> logged() {
        Set<String> employees = new HashSet<>();
        Dpo.disclosures(stack, agency.id()).forEach(entry -> employees.add(entry.path("employee").asText()));
        return employees;
    }
}
