package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.Api.Answer;

/** The views are rebuilt again and again while persons decide and agencies read. */
class RebuildUnderLoadTest {

    private static final String PURPOSE = "case-management";
    private static final int ROUNDS = 20;

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    @DisplayName("G1 while the views are rebuilt, reads go on or fail closed, and none that begins after enforcedAt discloses")
    void withdrawnStaysWithdrawnThroughRebuilds() throws InterruptedException {
        Agency agency = Agency.registered(stack, "integration-rebuild", "integrationsmanagement", PURPOSE);
        String steady = "RS-" + id;
        Person keeping = Person.enrolledBy(agency, steady, "steady-" + id);
        keeping.approve(agency.ask(steady, PURPOSE, "phone"));
        String reference = "RW-" + id;
        Person person = Person.enrolledBy(agency, reference, "rebuild-" + id);
        agency.contribute(reference, "phone", "+49 30 1");

        List<JsonNode> rebuilds = new ArrayList<>();
        Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
        Queue<Instant[]> disclosures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = List.of(Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                rebuilds.add(rebuild());
            }
        }), Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                statuses.computeIfAbsent(agency.read(steady, PURPOSE).status(), _ -> new AtomicInteger())
                        .incrementAndGet();
            }
        }), Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                Instant began = Instant.now();
                if (agency.read(reference, PURPOSE).status() == 200) {
                    disclosures.add(new Instant[]{began, Instant.now()});
                }
            }
        }));

        List<Instant[]> withdrawn = new ArrayList<>();
        int atOnce = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String record = agency.ask(reference, PURPOSE, "phone");
            person.approve(record);
            await().atMost(Duration.ofSeconds(120)).until(() -> agency.read(reference, PURPOSE).status() == 200);
            Answer answer = person.withdraw(record);
            if (answer.status() == 200) {
                atOnce++;
            }
            Instant enforcedAt = Instant.parse(person.untilEnforced(answer).path("enforcedAt").asText());
            for (int i = 0; i < 5; i++) {
                assertThat(agency.read(reference, PURPOSE).status()).as("round " + round).isIn(403, 503);
            }
            withdrawn.add(new Instant[]{enforcedAt, Instant.now()});
        }
        done.set(true);
        for (Thread thread : threads) {
            thread.join();
        }

        // One that a slow machine lets end after the next grant may rest on that.
        assertThat(disclosures).allSatisfy(read -> assertThat(withdrawn)
                .noneMatch(time -> !read[0].isBefore(time[0]) && read[1].isBefore(time[1])));
        assertThat(rebuilds).hasSizeGreaterThan(2).allSatisfy(run -> {
            assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("done");
            assertThat(run.path("differences").path("beyondTopic").asLong()).isZero();
            assertThat(run.path("differences").path("surplus").asLong()).isZero();
            assertThat(run.path("differences").path("differing").asLong()).isZero();
            assertThat(run.path("differences").path("missing").asLong()).isZero();
        });
        // Never "no": the grant was in force all the time.
        assertThat(statuses.keySet()).isSubsetOf(200, 503).contains(200);
        assertThat(disclosures).isNotEmpty();
        assertThat(atOnce).as("withdrawals with their receipt in time").isPositive();
        System.out.printf("Rebuild under load: %d rebuilds, %d of %d withdrawals enforced at once, reads of a grant in"
                + " force by status %s%n", rebuilds.size(), atOnce, ROUNDS, statuses);
    }

    private JsonNode rebuild() {
        String admin = stack.identities().admin();
        String run = "/v1/view-rebuilds/"
                + stack.registry().post(admin, "/v1/view-rebuilds", null).expect(202).body().path("rebuildId").asText();
        return await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(50)).until(
                () -> stack.registry().get(admin, run).expect(200).body(),
                state -> !state.path("state").asText().equals("running"));
    }
}
