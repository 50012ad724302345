package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.systemtest.Api.Answer;

/** G1 with readers that never stop. The number of rounds is {@code -Dhandschlag.rounds=N}. */
class WithdrawalIsFinalTest {

    private static final String PURPOSE = "case-management";
    private static final int ROUNDS = Integer.getInteger("handschlag.rounds", 60);
    private static final int READERS = 4;

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);

    @Test
    @DisplayName("G1 no read that begins after enforcedAt discloses anything, with four parallel readers")
    void noDisclosureBeginsAfterEnforcement() throws InterruptedException {
        Agency agency = Agency.registered(stack, "integrationsmanagement-g1", "integrationsmanagement", PURPOSE);
        String reference = "G1-" + id;
        Person person = Person.enrolledBy(agency, reference, "g1-" + id);
        agency.contribute(reference, "phone", "+49 30 1");
        Map<String, Instant> disclosures = new ConcurrentHashMap<>();
        Queue<Integer> denials = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            String reader = "r" + i;
            readers.add(Thread.ofVirtual().start(() -> {
                for (int read = 0; !done.get(); read++) {
                    String employee = reader + "-" + read;
                    Instant began = Instant.now();
                    int status = agency.read(reference, PURPOSE, "Employee-Reference", employee).status();
                    if (status == 200) {
                        disclosures.put(employee, began);
                    } else {
                        denials.add(status);
                    }
                }
            }));
        }

        Map<String, Instant> enforcedAt = new HashMap<>();
        int atOnce = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String record = agency.ask(reference, PURPOSE, "phone");
            person.approve(record);
            // A busy machine may answer 503 at first, and a client asks again, as the answer says.
            await().atMost(Duration.ofSeconds(120)).until(() -> agency.read(reference, PURPOSE).status() == 200);
            Answer withdrawn = person.withdraw(record);
            if (withdrawn.status() == 200) {
                atOnce++;
            }
            enforcedAt.put(record, Instant.parse(person.untilEnforced(withdrawn).path("enforcedAt").asText()));
            assertThat(agency.reads(reference, PURPOSE).problem()).as("round " + round).isEqualTo("no-permission");
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }

        Map<String, String> grantOfRead = new HashMap<>();
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            Dpo.disclosures(stack, agency.id()).forEach(
                    entry -> grantOfRead.put(entry.path("employee").asText(), entry.path("grants").get(0).asText()));
            assertThat(grantOfRead).containsKeys(disclosures.keySet().toArray(String[]::new));
        });
        assertThat(disclosures).allSatisfy((read, began) -> {
            Instant enforced = enforcedAt.get(grantOfRead.get(read));
            assertThat(enforced == null || began.isBefore(enforced))
                    .as("%s began %s, its grant ended %s", read, began, enforced).isTrue();
        });
        // The test would prove nothing if the readers had not read in both states, or if nothing had been enforced.
        assertThat(disclosures).isNotEmpty();
        assertThat(denials).contains(403).doesNotContain(500);
        assertThat(atOnce).as("withdrawals with their receipt in time").isPositive();
        System.out.printf("G1: %d rounds, %d enforced at once, %d disclosures and %d denials to the readers%n", ROUNDS,
                atOnce, disclosures.size(), denials.size());
    }
}
