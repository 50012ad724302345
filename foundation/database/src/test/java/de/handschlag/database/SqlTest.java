package de.handschlag.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");

    private static TestDatabase database;
    private static DataSource pool;
    private Connection connection;
    private Sql sql;

    private enum State {
        OPEN,
        ENDED
    }

    @BeforeAll
    static void start() throws IOException, SQLException {
        database = new TestDatabase();
        try (Connection owner = database.owner()) {
            new Sql(owner).update("CREATE TABLE number (n integer PRIMARY KEY, word text)");
            new Sql(owner).update("GRANT ALL ON number TO registry_app");
        }
        pool = database.pool();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = database.open("");
        sql = new Sql(connection);
        sql.update("DELETE FROM number");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void valuesGoInAsTheCodeHasThemAndComeOut() {
        UUID id = UUID.randomUUID();

        assertThat(sql.<Instant>one("SELECT ?", row -> Sql.instant(row, 1), NOON)).isEqualTo(NOON);
        assertThat(sql.<UUID>one("SELECT ?", row -> row.getObject(1, UUID.class), id)).isEqualTo(id);
        assertThat(sql.<String>one("SELECT ?", row -> row.getString(1), State.ENDED)).isEqualTo("ENDED");
        assertThat(sql.<String>one("SELECT make_interval(secs => ?)::text", row -> row.getString(1),
                Duration.ofMillis(1500))).isEqualTo("00:00:01.5");
        assertThat(sql.<byte[]>one("SELECT ?", row -> row.getBytes(1), new byte[]{1, 2})).containsExactly(1, 2);
        assertThat(sql.<Boolean>one("SELECT ?::text IS NULL", row -> row.getBoolean(1), (Object) null)).isTrue();
        assertThat(sql.<Boolean>one("SELECT ? = date '2026-06-01'", row -> row.getBoolean(1), LocalDate.of(2026, 6, 1)))
                .isTrue();
    }

    @Test
    void nullComesOutAsNull() {
        assertThat(sql.<Instant>one("SELECT NULL::timestamptz AS at", row -> Sql.instant(row, "at"))).isNull();
        assertThat(sql.<List<String>>one("SELECT NULL::text[]", row -> Sql.array(row, 1, String[].class))).isNull();
    }

    @Test
    void collectionsAreArrays() {
        UUID id = UUID.randomUUID();

        assertThat(sql.<List<String>>one("SELECT ?::text[]", row -> Sql.array(row, 1, String[].class),
                List.of("a", "b,\"{}"))).containsExactly("a", "b,\"{}");
        assertThat(sql.<List<String>>one("SELECT ?::text[]", row -> Sql.array(row, 1, String[].class),
                List.of(State.OPEN, State.ENDED))).containsExactly("OPEN", "ENDED");
        assertThat(sql.<List<Long>>one("SELECT ?", row -> Sql.array(row, 1, Long[].class), List.of(7L, 8L)))
                .containsExactly(7L, 8L);
        assertThat(sql.<List<Integer>>one("SELECT ?", row -> Sql.array(row, 1, Integer[].class), List.of(7)))
                .containsExactly(7);
        assertThat(sql.<List<Boolean>>one("SELECT ?", row -> Sql.array(row, 1, Boolean[].class), List.of(true)))
                .containsExactly(true);
        assertThat(sql.<List<UUID>>one("SELECT ?", row -> Sql.array(row, 1, UUID[].class), List.of(id)))
                .containsExactly(id);
        assertThat(
                sql.<byte[]>one("SELECT (?::bytea[])[2]", row -> row.getBytes(1), List.of(new byte[0], new byte[]{3})))
                .containsExactly(3);
        assertThat(sql.<Instant>one("SELECT (?::timestamptz[])[1]", row -> Sql.instant(row, 1), List.of(NOON)))
                .isEqualTo(NOON);
        assertThat(
                sql.<Boolean>one("SELECT (?::text[])[1] IS NULL", row -> row.getBoolean(1), Arrays.asList(null, "b")))
                .isTrue();
    }

    @Test
    void emptyCollectionIsAnArrayOfWhateverIsWanted() {
        assertThat(sql.list("SELECT 1 WHERE ?::uuid IS NOT NULL AND ?::uuid <> ALL (?)", row -> row.getInt(1),
                UUID.randomUUID(), UUID.randomUUID(), List.of())).containsExactly(1);
        assertThat(sql.list("SELECT * FROM unnest(?::bigint[])", row -> row.getLong(1), List.of())).isEmpty();
    }

    @Test
    void rowsAreReadInOrder() {
        sql.batch("INSERT INTO number VALUES (?, ?)", List.of(3, 1, 2), n -> new Object[]{n, n == 3 ? null : "n" + n});
        sql.batch("INSERT INTO number VALUES (?, ?)", List.<Integer>of(), n -> new Object[]{n, n});

        assertThat(sql.list("SELECT n FROM number ORDER BY n", row -> row.getInt(1))).containsExactly(1, 2, 3);
        assertThat(sql.first("SELECT n FROM number WHERE n > ? ORDER BY n", row -> row.getInt(1), 1)).contains(2);
        assertThat(sql.first("SELECT n FROM number WHERE n > ?", row -> row.getInt(1), 3)).isEmpty();
        assertThat(sql.update("DELETE FROM number WHERE word IS NOT NULL")).isEqualTo(2);
        assertThatThrownBy(() -> sql.one("SELECT n FROM number WHERE n > ?", row -> row.getInt(1), 3))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no row");
    }

    @Test
    void eachStatementOverAPoolIsATransaction() {
        Sql pooled = new Sql(pool);
        pooled.update("INSERT INTO number VALUES (1, 'one')");

        assertThatThrownBy(() -> pooled.update("INSERT INTO number VALUES (1, 'again')"))
                .isInstanceOf(DatabaseException.class);
        assertThat(sql.list("SELECT word FROM number", row -> row.getString(1))).containsExactly("one");
    }

    @Test
    void transactionIsDoneWholeOrNotAtAll() throws SQLException {
        assertThat(new Sql(pool).<Integer>inTransaction(inside -> inside.update("INSERT INTO number VALUES (1, 'one')")
                + inside.update("INSERT INTO number VALUES (2, 'two')"))).isEqualTo(2);
        assertThatThrownBy(() -> sql.inTransaction(inside -> {
            inside.update("INSERT INTO number VALUES (3, 'three')");
            return inside.update("INSERT INTO number VALUES (1, 'again')");
        })).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> sql.inTransaction(inside -> {
            inside.update("INSERT INTO number VALUES (4, 'four')");
            throw new IllegalArgumentException("changed its mind");
        })).isInstanceOf(IllegalArgumentException.class);

        assertThat(sql.list("SELECT n FROM number ORDER BY n", row -> row.getInt(1))).containsExactly(1, 2);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void failureTellsWhetherTimeWasUpAndNoValues() {
        assertThatThrownBy(() -> sql.update("INSERT INTO number VALUES (1, ?), (1, ?)", "secret", "secret"))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isOutOfTime()).isFalse())
                .hasMessageContaining("number_pkey").message().doesNotContain("secret");
        sql.update("SET statement_timeout = 20");
        assertThatThrownBy(() -> sql.first("SELECT pg_sleep(10)", row -> row.getString(1)))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isOutOfTime()).isTrue());
    }
}
