package de.handschlag.audit.chain.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

import de.handschlag.audit.chain.ingest.WriteStep.Moment;
import de.handschlag.settings.DatabaseLogin;

/** The sequencer's session, which tells of each statement that writes, and of each commit, as they go to the driver. */
final class ObservedSession extends SequencerSession {

    private final WriteStep.Observer observer;

    ObservedSession(DatabaseLogin login, IngestSettings settings, WriteStep.Observer observer) {
        super(login, settings);
        this.observer = observer;
    }

    @Override
    Connection open() throws SQLException {
        Connection real = super.open();
        PGConnection postgres = real.unwrap(PGConnection.class);
        PGConnection observedPostgres = proxy(PGConnection.class, postgres,
                (method, arguments) -> method.getName().equals("getCopyAPI")
                        ? new ObservedCopies((BaseConnection) postgres)
                        : call(postgres, method, arguments));
        return proxy(Connection.class, real, (method, arguments) -> switch (method.getName()) {
            case "unwrap" -> observedPostgres;
            case "commit" -> around(WriteStep.COMMIT, real, method, arguments);
            case "prepareStatement" ->
                statement((PreparedStatement) call(real, method, arguments), WriteStep.of((String) arguments[0]));
            case "createStatement" -> readingStatement((Statement) call(real, method, arguments));
            default -> call(real, method, arguments);
        });
    }

    private Object statement(PreparedStatement real, @Nullable WriteStep step) {
        return step == null
                ? real
                : proxy(PreparedStatement.class, real,
                        (method, arguments) -> method.getName().startsWith("execute")
                                ? around(step, real, method, arguments)
                                : call(real, method, arguments));
    }

    /** What is not prepared writes nothing, or {@link WriteStep#of} refuses it. */
    private static Object readingStatement(Statement real) {
        return proxy(Statement.class, real, (method, arguments) -> {
            if (method.getName().startsWith("execute") && WriteStep.of((String) arguments[0]) != null) {
                throw new IllegalStateException("a step of writing is prepared");
            }
            return call(real, method, arguments);
        });
    }

    private final class ObservedCopies extends CopyManager {
        ObservedCopies(BaseConnection connection) throws SQLException {
            super(connection);
        }

        @Override
        public CopyIn copyIn(String sql) throws SQLException {
            WriteStep step = WriteStep.of(sql);
            if (step == null) {
                throw new IllegalStateException("a COPY that writes nothing: " + sql);
            }
            tell(step, Moment.BEFORE);
            CopyIn real = super.copyIn(sql);
            return proxy(CopyIn.class, real, (method, arguments) -> {
                if (method.getName().equals("writeToCopy")) {
                    writeInHalves(step, real, (byte[]) arguments[0], (Integer) arguments[1], (Integer) arguments[2]);
                    return null;
                }
                Object result = call(real, method, arguments);
                if (method.getName().equals("endCopy")) {
                    tell(step, Moment.AFTER);
                }
                return result;
            });
        }

        private void writeInHalves(WriteStep step, CopyIn copy, byte[] bytes, int from, int length)
                throws SQLException {
            int half = length / 2;
            copy.writeToCopy(bytes, from, half);
            copy.flushCopy();
            tell(step, Moment.HALFWAY);
            copy.writeToCopy(bytes, from + half, length - half);
        }
    }

    private @Nullable Object around(WriteStep step, Object target, Method method, Object[] arguments) throws Throwable {
        tell(step, Moment.BEFORE);
        Object result = call(target, method, arguments);
        tell(step, Moment.AFTER);
        return result;
    }

    private void tell(WriteStep step, Moment moment) throws SQLException {
        try {
            observer.at(step, moment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Call {
        @Nullable
        Object of(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T target, Call call) {
        InvocationHandler handler = (proxy, method, arguments) -> call.of(method, arguments);
        return type.cast(Proxy.newProxyInstance(target.getClass().getClassLoader(), new Class<?>[]{type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
