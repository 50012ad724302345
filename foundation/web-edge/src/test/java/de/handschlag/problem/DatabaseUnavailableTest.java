package de.handschlag.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import jakarta.transaction.RollbackException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUnavailableTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "53100", "57014", "57P01", "57P03", "57P05", "40001", "40P01",
            "55P03", "25P03"})
    void whatPassesByItselfIsUnavailable(String state) {
        assertThat(DatabaseUnavailable.behind(new IllegalStateException(new SQLException("away", state)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42501", "42601", "22021", "P0001", "", "08"})
    void whatStaysIsAFailure(String state) {
        assertThat(DatabaseUnavailable.behind(new IllegalStateException(new SQLException("wrong", state)))).isEmpty();
    }

    @Test
    void fullPoolGivesNoStateAndAFailedCommitHidesIt() {
        assertThat(DatabaseUnavailable.behind(new SQLException("Acquisition timeout"))).isPresent();
        RuntimeException commit = new IllegalStateException("commit failed");
        commit.addSuppressed(new RuntimeException(new SQLException("terminating connection", "57P01")));
        assertThat(DatabaseUnavailable.behind(commit)).isPresent();
        assertThat(DatabaseUnavailable.behind(new IllegalStateException("something else"))).isEmpty();
        assertThat(DatabaseUnavailable.behind(null)).isEmpty();
    }

    @Test
    void transactionWhoseTimeWasOverCanSucceedLater() {
        assertThat(DatabaseUnavailable.behind(new IllegalStateException(new RollbackException("not active"))))
                .isPresent();
        RollbackException refused = new RollbackException("could not commit");
        refused.initCause(new SQLException("wrong", "23505"));
        assertThat(DatabaseUnavailable.behind(new IllegalStateException(refused))).isEmpty();
    }
}
