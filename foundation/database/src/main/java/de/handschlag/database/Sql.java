package de.handschlag.database;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * Plain SQL over a pool, where each statement has a connection for itself, or over one connection, which stays open. Values take
 * the question marks' places in their order: null, what the driver knows, an {@code Instant}, an enum (its name), a
 * {@code Duration} (its seconds, for {@code make_interval(secs => ?)}), and a collection of these (an array).
 */
public final class Sql {

    private final @Nullable DataSource pool;
    private final @Nullable Connection connection;

    /** Each statement is a transaction of its own, but for {@link #inTransaction} and where the caller's is under way. */
    public Sql(DataSource pool) {
        this.pool = pool;
        this.connection = null;
    }

    /** Statements belong to the connection's transaction. */
    public Sql(Connection connection) {
        this.pool = null;
        this.connection = connection;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows in the database's order. */
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) {
        return prepared(sql, statement -> {
            set(statement, values);
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        });
    }

    /** The first row; empty if there is none. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /**
     * The row of a statement that always has one, such as a sum.
     *
     * @throws IllegalStateException if it has none
     */
    public <T extends @Nullable Object> T one(String sql, RowReader<T> reader, @Nullable Object... values) {
        return prepared(sql, statement -> {
            set(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("no row: " + sql);
                }
                return reader.read(row);
            }
        });
    }

    /** The number of rows that were inserted, changed or deleted. */
    public int update(String sql, @Nullable Object... values) {
        return prepared(sql, statement -> {
            set(statement, values);
            return statement.executeUpdate();
        });
    }

    /** The same statement for each item, sent together. Over a pool it is not one transaction. */
    public <T> void batch(String sql, Collection<T> items, Function<T, @Nullable Object[]> values) {
        if (items.isEmpty()) {
            return;
        }
        prepared(sql, statement -> {
            for (T item : items) {
                set(statement, values.apply(item));
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /** Commits if the work returns, rolls back if it throws. Not for a connection in whose transaction the caller is already. */
    public <T extends @Nullable Object> T inTransaction(Function<Sql, T> work) {
        return connected(session -> {
            session.setAutoCommit(false);
            try {
                T result = work.apply(new Sql(session));
                session.commit();
                session.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                try {
                    session.rollback();
                    session.setAutoCommit(true);
                } catch (SQLException lost) {
                    e.addSuppressed(lost);
                }
                throw e;
            }
        });
    }

    /** The moment in a column; null if the column is. */
    public static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The moment in a column; null if the column is. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row, row.findColumn(column));
    }

    /** The texts, numbers or ids of an array column without nulls, as the driver gives them; null if the column is. */
    public static <T> @Nullable List<T> array(ResultSet row, int column, Class<T[]> type) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : List.of(type.cast(array.getArray()));
    }

    @FunctionalInterface
    private interface Use<R, T extends @Nullable Object> {
        T with(R resource) throws SQLException;
    }

    private <T extends @Nullable Object> T prepared(String sql, Use<PreparedStatement, T> use) {
        return connected(session -> {
            try (PreparedStatement statement = session.prepareStatement(sql)) {
                return use.with(statement);
            }
        });
    }

    private <T extends @Nullable Object> T connected(Use<Connection, T> use) {
        try {
            if (connection != null) {
                return use.with(connection);
            }
            try (Connection pooled = requireNonNull(pool).getConnection()) {
                return use.with(pooled);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Collection<?> elements) {
                set(statement, i + 1, elements.stream().map(Sql::known).toList());
            } else {
                statement.setObject(i + 1, known(values[i]));
            }
        }
    }

    private static void set(PreparedStatement statement, int position, List<? extends @Nullable Object> elements)
            throws SQLException {
        if (elements.isEmpty()) {
            // Of no type: the database finds it from the place in the statement.
            statement.setObject(position, "{}", Types.OTHER);
            return;
        }
        Object any = elements.stream().filter(Objects::nonNull).findFirst().orElseThrow();
        Object[] typed = (Object[]) java.lang.reflect.Array.newInstance(any.getClass(), elements.size());
        statement.setArray(position, statement.getConnection().createArrayOf(typeOf(any), elements.toArray(typed)));
    }

    /** As the driver knows it. */
    private static @Nullable Object known(@Nullable Object value) {
        return switch (value) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case Duration duration -> duration.toMillis() / 1000.0;
            case Enum<?> name -> name.name();
            case null, default -> value;
        };
    }

    private static String typeOf(Object element) {
        return switch (element) {
            case String _ -> "text";
            case UUID _ -> "uuid";
            case Long _ -> "bigint";
            case Integer _ -> "integer";
            case Boolean _ -> "boolean";
            case OffsetDateTime _ -> "timestamptz";
            case byte[] _ -> "bytea";
            default -> throw new IllegalArgumentException("no array of " + element.getClass().getName());
        };
    }
}
