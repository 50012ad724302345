package de.handschlag.consent.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;

@DisplayName("R42 A transaction that was ended for another one is run again")
class RetriesTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Retries retries = new Retries(metrics);
    private final AtomicInteger tries = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void serialisationFailureAndDeadlockAreRunAgain(String state) throws Exception {
        assertThat(retries.run(failing(2, new IllegalStateException(new SQLException("ended", state)))))
                .isEqualTo("done");

        assertThat(tries).hasValue(3);
        assertThat(metrics.counter("handschlag.transactions.retried").count()).isEqualTo(2);
    }

    @Test
    void failureOfTheCommitIsSeenAlsoWhereItIsSuppressed() throws Exception {
        IllegalStateException rolledBack = new IllegalStateException("rolled back");
        rolledBack.addSuppressed(new IllegalStateException(new SQLException("ended", "40P01")));

        assertThat(retries.run(failing(1, rolledBack))).isEqualTo("done");
    }

    @Test
    void whatIsEndedEachTimeIsUnavailableForAMoment() {
        assertThatThrownBy(() -> retries.run(failing(99, new IllegalStateException(new SQLException("x", "40P01")))))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(503);
                    assertThat(problem.getHeaders()).containsEntry("Retry-After", 1L);
                });
        assertThat(tries).hasValue(Retries.TRIES);
    }

    @Test
    void otherFailuresAreNotRepeated() {
        IllegalStateException taken = new IllegalStateException(new SQLException("unique", "23505"));

        assertThatThrownBy(() -> retries.run(failing(99, taken))).isSameAs(taken);
        assertThat(tries).hasValue(1);
    }

    @Test
    void poolThatHasNoConnectionSaysNoStateAndIsNotAskedAgain() {
        IllegalStateException noConnection = new IllegalStateException(new SQLException("none in time"));

        assertThatThrownBy(() -> retries.run(failing(99, noConnection))).isSameAs(noConnection);
        assertThat(noConnection.getSuppressed()).isEmpty();
    }

    private Callable<String> failing(int times, RuntimeException failure) {
        return () -> {
            if (tries.incrementAndGet() <= times) {
                throw failure;
            }
            return "done";
        };
    }
}
