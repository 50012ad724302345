package de.handschlag.audit.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;

/**
 * How fast a backlog gets from Kafka into the signed log, everything on this machine. No test: run it by name,
 * {@code mvn -pl audit-service test -Dtest=IngestBenchmark}.
 */
@QuarkusTest
class IngestBenchmark extends AuditTestCase {

    private static final int EVENTS = 100_000;
    private static final int PERSONS = 5_000;
    private static final int ROUNDS = 3;

    @Inject
    Sequencer sequencer;

    @Test
    void backlog() {
        for (int round = 1; round <= ROUNDS; round++) {
            List<UUID> persons = IntStream.range(0, PERSONS).mapToObj(i -> UUID.randomUUID()).toList();
            List<EventEnvelope<Event>> events = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                UUID person = persons.get(i % PERSONS);
                events.add(Corridor.envelope(Corridor.disclosed(person, 0, "agency-" + i % 40, "employee-" + i % 400,
                        "C-" + i % PERSONS, "case-management", UUID.randomUUID(), "address", "phone", "email")));
            }
            long before = size();
            asOwner("ALTER ROLE audit_app NOLOGIN");
            asOwner("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                    + " 'audit-service sequencer'");
            corridor.sendAll(events);
            asOwner("ALTER ROLE audit_app LOGIN");
            Instant start = Instant.now();
            Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(50)).until(
                    () -> one("SELECT coalesce(max(tree_size), 0) FROM log_checkpoint") >= before + EVENTS);
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
            System.out.printf("round %d: %d events in %.2f s from take-over to checkpoint = %.0f/s%n", round, EVENTS,
                    seconds, EVENTS / seconds);
        }
    }
}
