package de.handschlag.systemtest.faults;

/**
 * A promise that was broken.
 *
 * @param name   which one
 * @param detail where to look: read, log entry, times
 */
record Violation(Name name, String detail) {

    /** By these names planted faults are found. */
    enum Name {
        /** A disclosure began after the withdrawal was enforced. */
        G1_DISCLOSED_AFTER_ENFORCEMENT,
        /** The proof of freshness was older than the bound when the read began. */
        G2_ANSWERED_FROM_STALE_VIEW,
        /** A change was acknowledged longer ago than the bound when the read began, and the disclosure ignored it. */
        G2_IGNORED_ACKNOWLEDGED_CHANGE,
        /** A client got data, and the log has no record of it. */
        G3_DISCLOSED_WITHOUT_RECORD,
        /** A client got a denial, and the log has no record of it. */
        DENIED_WITHOUT_RECORD,
        /** The log says that something else was disclosed than the client got. */
        G3_RECORD_DIFFERS,
        /** A change was acknowledged and is not in the log. */
        LOST_EVENT,
        /** A person's revisions in the log have a gap. */
        LOST_REVISION,
        /** A read or a receipt stands in the log before the decision that it saw (G4). */
        LOGGED_BEFORE_ITS_DECISION,
        /** The same event, revision or read is in the log twice. */
        DOUBLED_EVENT,
        /** No grant in force covers what was disclosed: agency, purpose, attributes, person, time. */
        NOT_COVERED,
        /** After everything healed, something still did not work. */
        NOT_ALIVE
    }

    @Override
    public String toString() {
        return name + ": " + detail;
    }
}
