package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.systemtest.Api.Answer;

/** G2 under the three faults that cut the registry off from the decisions. */
class FailClosedTest {

    private static final String PURPOSE = "case-management";
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration WATCHED = Duration.ofSeconds(4);
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final RunningStack stack = RunningStack.get();
    private final String reference = "G2-" + UUID.randomUUID().toString().substring(0, 8);
    private Agency agency;

    @BeforeEach
    void grantInForce() {
        agency = Agency.registered(stack, "integrationsmanagement-g2", "integrationsmanagement", PURPOSE);
        Person person = Person.enrolledBy(agency, reference, reference);
        agency.contribute(reference, "phone", "+49 30 1");
        person.approveUntilEnforced(agency.ask(reference, PURPOSE, "phone"));
        agency.reads(reference, PURPOSE).expect(200);
    }

    @Test
    @DisplayName("G2 broker stopped: 503 within bound + 500 ms, and recovery by itself")
    void brokerStopped() throws IOException {
        readsStop(() -> stack.stack().kafka().process().kill());
        stack.stack().kafka().start();
        readsRecover();
    }

    @Test
    @DisplayName("G2 consent-service killed: 503 within bound + 500 ms, and recovery by itself")
    void consentServiceKilled() throws IOException {
        readsStop(() -> stack.stack().service("consent").process().kill());
        stack.stack().service("consent").start();
        readsRecover();
    }

    @Test
    @DisplayName("G2 relay paused: 503 within bound + 500 ms, and recovery by itself")
    void relayPaused() throws IOException {
        try {
            readsStop(() -> stack.stack().service("consent").process().pause());
        } finally {
            stack.stack().service("consent").process().resume();
        }
        readsRecover();
    }

    private record Read(Instant began, int status) {}

    private void readsStop(Runnable fault) throws IOException {
        fault.run();
        Instant since = Instant.now();
        Instant end = since.plus(BOUND).plus(GRACE);
        List<Read> reads = new ArrayList<>();
        while (reads.isEmpty() || Instant.now().isBefore(since.plus(WATCHED))
                || !reads.getLast().began().isAfter(end)) {
            Instant began = Instant.now();
            Answer answer = agency.tryRead(reference, PURPOSE);
            reads.add(new Read(began, answer.status()));
            if (answer.status() == 503) {
                assertThat(answer.headers()).containsKey("retry-after");
                assertThat(answer.problem()).isIn("not-fresh", "access-not-recorded");
            }
        }

        assertThat(reads).extracting(Read::status).containsAnyOf(503).isSubsetOf(200, 503);
        assertThat(reads).filteredOn(read -> read.began().isAfter(end)).isNotEmpty().extracting(Read::status)
                .containsOnly(503);
    }

    private void readsRecover() {
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(agency.tryRead(reference, PURPOSE).status()).isEqualTo(200));
    }
}
