package de.handschlag.audit.chain.log;

import java.util.Locale;

/** How long a payload is kept is decided per class (R28). The class stands in the entry, so it outlives the payload. */
public enum RetentionClass {
    /** Decisions of persons, and the cases that tie them to agencies. */
    CONSENT,
    /** Disclosures and denials, and what recipients answered about what they had received. */
    ACCESS,
    /** Receipts for enforced revisions. */
    ENFORCEMENT,
    /** Reading the log itself (R29), legal holds on it, and what it states to be complete. */
    CONTROL,
    /** What was erased from the log itself; kept for ever (G5). */
    ERASURE;

    /** As it stands in the entry. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
