package de.handschlag.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

class LeaderLockTest {

    private static TestDatabase database;

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = new TestDatabase();
        try (Connection owner = database.owner(); Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE copied (n integer); GRANT INSERT ON copied TO registry_app");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @Test
    @DisplayName("The numbers are those of every earlier version: replicas of two versions run while one is replaced")
    void numbersNeverChange() {
        assertThat(Arrays.stream(LeaderLock.values()).map(lock -> lock + " " + lock.number())).containsExactly(
                "OUTBOX 5215571221183424513", "NOTIFICATIONS 7061011", "CONSENT_EVENTS 7061001", "CHANGE_FEED 7061005",
                "LOG 7061003", "ERASURE 7061031", "WITNESSES 7061033", "TIMESTAMPS 7061034", "COMPLETENESS 7061035");
    }

    @ParameterizedTest
    @EnumSource
    void oneSessionHasItUntilItEnds(LeaderLock lock) throws SQLException {
        try (Connection standby = database.open("")) {
            try (Connection leader = database.open("")) {
                awaitLock(lock, leader);
                assertThat(lock.tryLock(standby)).isFalse();
                for (LeaderLock other : LeaderLock.values()) {
                    assertThat(other.tryLockInTransaction(new Sql(standby))).as("%s", other).isEqualTo(other != lock);
                }
            }
            awaitLock(lock, standby);
        }
    }

    @Test
    void workIsDoneByWhoeverHasIt() throws SQLException {
        try (Connection other = database.open("")) {
            assertThat(LeaderLock.TIMESTAMPS.run(database.login(), "", session -> {
                assertThat(LeaderLock.TIMESTAMPS.tryLock(other)).isFalse();
                assertThat(LeaderLock.TIMESTAMPS.tryLock(session)).isTrue();
            })).isTrue();
            awaitLock(LeaderLock.TIMESTAMPS, other);
            assertThat(LeaderLock.TIMESTAMPS.run(database.login(), "",
                    _ -> { throw new IllegalStateException("two at a time"); })).isFalse();
        }
    }

    @Test
    void failedWorkGivesItBack() throws SQLException {
        assertThatThrownBy(
                () -> LeaderLock.WITNESSES.run(database.login(), "", session -> { throw new SQLException("failed"); }))
                .hasMessage("failed");
        try (Connection next = database.open("")) {
            awaitLock(LeaderLock.WITNESSES, next);
        }
    }

    @Test
    void silentSessionLosesItAndCannotWrite() throws SQLException {
        try (Connection silent = database.open("-c idle_session_timeout=100"); Connection standby = database.open("")) {
            awaitLock(LeaderLock.LOG, silent);
            awaitLock(LeaderLock.LOG, standby);

            assertThatThrownBy(() -> LeaderLock.keepAlive(silent)).isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> LeaderLock.LOG.tryLock(silent)).isInstanceOf(DatabaseException.class);
            LeaderLock.keepAlive(standby);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OUTBOX", "LOG"})
    void standbyEndsAHolderThatStoppedInTheMiddleOfACopy(LeaderLock lock) throws SQLException {
        try (Connection stuck = database.open(""); Connection standby = database.open("")) {
            awaitLock(lock, stuck);
            stuck.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY copied FROM STDIN");

            assertThat(lock.endStuckHolder(standby, Duration.ofMinutes(1))).isZero();
            assertThat(ended(lock, standby)).isEqualTo(1);
            awaitLock(lock, standby);
            assertThat(lock.endStuckHolder(standby, Duration.ZERO)).as("itself").isZero();
        }
    }

    /** It takes PostgreSQL a moment to say that it waits for the client. */
    private static int ended(LeaderLock lock, Connection standby) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        int ended = 0;
        while (ended == 0 && System.nanoTime() < giveUp) {
            ended = lock.endStuckHolder(standby, Duration.ofMillis(1));
        }
        return ended;
    }

    /** A session that was closed a moment ago takes PostgreSQL a moment to end. */
    private static void awaitLock(LeaderLock lock, Connection session) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!lock.tryLock(session)) {
            assertThat(System.nanoTime()).as("until %s is free", lock).isLessThan(giveUp);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
