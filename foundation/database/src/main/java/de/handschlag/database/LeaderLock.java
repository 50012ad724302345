package de.handschlag.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

import de.handschlag.settings.DatabaseLogin;

/**
 * What one replica of a service does at a time, and the number of its advisory lock in that service's database. A replica holds
 * the lock as long as its session lives and has no other way to give it back, so the session is one of its own and never a
 * pool's, which would keep it. Whoever writes through the very session that holds the lock is fenced: without the lock it cannot
 * write any more. A session that lets PostgreSQL end it when it is silent ({@code idle_session_timeout}) loses the lock when its
 * process is stopped.
 *
 * <p>A number never changes: while an installation is upgraded, replicas of both versions run.
 */
public enum LeaderLock {

    /** The consent-service publishes its outbox. */
    OUTBOX(0x48616e64_73636801L),
    /** The consent-service sends messages to persons. */
    NOTIFICATIONS(7_061_011),
    /** The registry applies consent-events. */
    CONSENT_EVENTS(7_061_001),
    /** The registry gives changes their places in the feed. */
    CHANGE_FEED(7_061_005),
    /** The audit-service appends to the log. */
    LOG(7_061_003),
    /** The audit-service erases. */
    ERASURE(7_061_031),
    /** The audit-service submits to witnesses. */
    WITNESSES(7_061_033),
    /** The audit-service asks for time stamps. */
    TIMESTAMPS(7_061_034),
    /** The audit-service makes completeness trees. */
    COMPLETENESS(7_061_035);

    private final long number;

    LeaderLock(long number) {
        this.number = number;
    }

    /** Work of whoever has the lock; what it writes through this session is fenced. */
    @FunctionalInterface
    public interface Work {
        void run(Connection session) throws SQLException;
    }

    /** Of the advisory lock; nothing else in any of our databases has it, and no {@link TurnLock}. */
    public long number() {
        return number;
    }

    /**
     * Takes the lock if it is free. It stays with this session until that ends.
     *
     * @return whether this session has it now
     * @throws DatabaseException if the session is lost
     */
    public boolean tryLock(Connection session) {
        return new Sql(session).one("SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), number);
    }

    /** Takes the lock if it is free, until the transaction ends. For work that is one short transaction. */
    public boolean tryLockInTransaction(Sql transaction) {
        return transaction.one("SELECT pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), number);
    }

    /**
     * Does the work in a new session that holds the lock and ends with it.
     *
     * @param login   opens the session
     * @param options PostgreSQL's, as {@link DatabaseLogin#open} takes them
     * @return false if another replica holds the lock; nothing was done
     */
    public boolean run(DatabaseLogin login, String options, Work work) throws SQLException {
        try (Connection session = login.open("handschlag " + name().toLowerCase(Locale.ROOT), Duration.ofSeconds(60),
                options)) {
            if (!tryLock(session)) {
                return false;
            }
            work.run(session);
            return true;
        }
    }

    /**
     * Lets PostgreSQL know that the session is in use, and its owner whether it is lost.
     *
     * @throws DatabaseException if it is
     */
    public static void keepAlive(Connection session) {
        new Sql(session).one("SELECT 1", row -> row.getInt(1));
    }

    /**
     * Ends a session that holds the lock and has kept the server waiting for longer than this. One that was stopped in the
     * middle of a COPY is not idle to PostgreSQL, which waits for the rest without limit. For the standby.
     *
     * @return how many were ended: one or none
     */
    public int endStuckHolder(Connection session, Duration silence) {
        return new Sql(session).list("""
                SELECT pg_terminate_backend(a.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                  AND l.classid::bigint = ? >> 32 AND l.objid::bigint = ? & 4294967295
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND a.wait_event = 'ClientRead' AND a.state_change < now() - make_interval(secs => ?)""",
                row -> row.getBoolean(1), number, number, silence).size();
    }
}
