package de.handschlag.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnLockTest {

    /** A second one that may not wait finds out that it would have to. */
    private static final String NO_WAIT = "-c lock_timeout=1";

    private static TestDatabase database;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = new TestDatabase();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @Test
    @DisplayName("The keys are those of every earlier version: replicas of two versions run while one is replaced")
    void keysNeverChange() {
        assertThat(Arrays.stream(TurnLock.values()).map(lock -> lock + " " + lock.key())).containsExactly(
                "CATALOGUE hashtext('catalogue')", "NOTICE_WORDINGS hashtext('notice_wording')",
                "SAVED_SEARCHES hashtextextended(?, 13)", "COMPLAINTS hashtextextended(?, 17)");
    }

    @ParameterizedTest
    @EnumSource
    void theSecondWaitsUntilTheTransactionOfTheFirstHasEnded(TurnLock lock) throws SQLException {
        try (Connection first = database.open(""); Connection second = database.open(NO_WAIT)) {
            first.setAutoCommit(false);
            lock.take(new Sql(first), whose(lock, "anna"));

            assertThatThrownBy(() -> lock.take(new Sql(second), whose(lock, "anna")))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("lock timeout");
            first.commit();
            lock.take(new Sql(second), whose(lock, "anna"));
        }
    }

    @Test
    @DisplayName("It keeps nobody from anything else: not from another lock, another login's turn, or being the leader")
    void nothingElseWaits() throws SQLException {
        try (Connection first = database.open(""); Connection second = database.open(NO_WAIT)) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            for (TurnLock lock : TurnLock.values()) {
                lock.take(new Sql(first), whose(lock, "anna"));
                lock.take(new Sql(first), whose(lock, "anna"));
            }

            TurnLock.SAVED_SEARCHES.take(new Sql(second), "berta");
            TurnLock.COMPLAINTS.take(new Sql(second), "berta");
            for (LeaderLock leader : LeaderLock.values()) {
                assertThat(leader.tryLockInTransaction(new Sql(second))).as("%s", leader).isTrue();
            }
        }
    }

    private static Object[] whose(TurnLock lock, String name) {
        return lock.key().contains("?") ? new Object[]{name} : new Object[0];
    }
}
