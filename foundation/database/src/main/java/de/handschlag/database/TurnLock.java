package de.handschlag.database;

/**
 * What is done one after the other in a service's database, by all its replicas: whoever comes second waits until the
 * transaction of the first has ended. (Who is active alone and for long has a {@link LeaderLock}.)
 *
 * <p>A key never changes: while an installation is upgraded, replicas of both versions run.
 */
public enum TurnLock {

    /** The consent-service brings the tables of its catalogue to what the files say. */
    CATALOGUE("hashtext('catalogue')"),
    /** The consent-service writes down wordings of notices. */
    NOTICE_WORDINGS("hashtext('notice_wording')"),
    /** The audit-service saves a search of one login. */
    SAVED_SEARCHES("hashtextextended(?, 13)"),
    /** The audit-service takes in a complaint of one person. */
    COMPLAINTS("hashtextextended(?, 17)");

    private final String key;

    TurnLock(String key) {
        this.key = key;
    }

    /** Of the advisory lock, as PostgreSQL computes it; a question mark stands for whose turn it is. */
    String key() {
        return key;
    }

    /**
     * Waits for the lock, and keeps it until the transaction ends.
     *
     * @param transaction of the caller
     * @param whose       the login or person whose turn it is, where each has their own; nothing where there is one for all
     * @throws DatabaseException if the session is lost or waits for longer than it may
     */
    public void take(Sql transaction, Object... whose) {
        transaction.one("SELECT 1 FROM pg_advisory_xact_lock(" + key + ")", row -> row.getInt(1), whose);
    }
}
