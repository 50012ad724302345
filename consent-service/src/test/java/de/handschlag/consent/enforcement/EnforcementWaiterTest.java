package de.handschlag.consent.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.event.RevisionEnforced;

/** Receipts in every order to the moment at which the waiter learns what it waits for. */
@DisplayName("G1 a waiter")
class EnforcementWaiterTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final EnforcementWaiters waiters = new EnforcementWaiters();
    private final UUID person = UUID.randomUUID();

    @Test
    void knowsTheReceiptThatCameBeforeItLearntTheRevision() {
        try (EnforcementWaiter waiter = watching()) {
            receipt(5, AT);

            assertThat(waiter.await(5, SHORT)).contains(AT);
        }
    }

    @Test
    void isNotSatisfiedByAnOlderRevision() {
        try (EnforcementWaiter waiter = watching()) {
            receipt(4, AT);

            assertThat(waiter.await(5, SHORT)).isEmpty();
        }
    }

    @Test
    void keepsTheNewestReceiptWhateverComesAfterIt() {
        try (EnforcementWaiter waiter = watching()) {
            receipt(7, AT);
            receipt(4, AT.plusSeconds(1));

            assertThat(waiter.await(5, SHORT)).contains(AT);
        }
    }

    @Test
    void goesOnWaitingAfterAnOlderRevision() throws Exception {
        try (EnforcementWaiter waiter = watching();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Instant>> waiting = threads.submit(() -> waiter.await(5, LONG));
            receipt(4, AT);
            receipt(5, AT.plusSeconds(1));

            assertThat(waiting.get()).contains(AT.plusSeconds(1));
        }
    }

    @Test
    void hearsNothingOfOtherPersons() {
        try (EnforcementWaiter waiter = watching()) {
            waiters.receive(new RevisionEnforced(UUID.randomUUID(), 5, AT));

            assertThat(waiter.await(5, SHORT)).isEmpty();
        }
    }

    @Test
    void missesNoReceiptThatComesWhileItLearnsTheRevision() throws Exception {
        int rounds = 2_000;
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            for (int revision = 1; revision <= rounds; revision++) {
                long decided = revision;
                try (EnforcementWaiter waiter = watching()) {
                    Future<?> registry = threads.submit(() -> {
                        together.await();
                        receipt(decided, AT);
                        return null;
                    });
                    together.await();
                    assertThat(waiter.await(decided, LONG)).contains(AT);
                    registry.get();
                }
            }
        }
        assertThat(waiters.persons()).isZero();
    }

    @Test
    void isForgottenWhenItIsClosedAndNotBefore() {
        EnforcementWaiter one = watching();
        EnforcementWaiter other = watching();

        one.close();
        assertThat(waiters.persons()).isEqualTo(1);
        other.close();
        assertThat(waiters.persons()).isZero();
    }

    @Test
    void watchesOnePerson() {
        try (EnforcementWaiter waiter = watching()) {
            assertThatThrownBy(() -> waiter.watch(UUID.randomUUID())).isInstanceOf(IllegalStateException.class);
        }
    }

    private EnforcementWaiter watching() {
        EnforcementWaiter waiter = new EnforcementWaiter(waiters);
        waiter.watch(person);
        return waiter;
    }

    private void receipt(long revision, Instant enforcedAt) {
        waiters.receive(new RevisionEnforced(person, revision, enforcedAt));
    }
}
