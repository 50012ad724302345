package de.handschlag.registry.erasure;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Every table that names a person, in the order in which its rows are erased. A test compares the list with the database: a new
 * table cannot be forgotten. The page docs/tables.md says the same for readers.
 */
public enum PersonalData {

    /** That this random id was erased remains, so that no older event brings anything back. */
    PERSON("UPDATE %s SET erased_at = now(), disclosure_blocked = false,"
            + " unrecorded_until = consent_revision WHERE data_subject_id = ?" + " AND erased_at IS NULL"),
    /** With the key gone, no copy of a value opens any more (G5). */
    PERSON_KEY(Rows.DELETED),
    CASE_LINK(Rows.DELETED),
    CONSENT_GRANT(Rows.DELETED),
    ATTRIBUTE_VALUE(Rows.DELETED),
    /** What a person contested, and what they wrote of it. */
    CORRECTION_REQUEST(Rows.DELETED),
    /** That somebody had an emergency access stays, for its review (R21); what was written about the person goes, and nobody is told any more. */
    EMERGENCY_ACCESS("UPDATE %s SET case_reference = NULL, reason = NULL, notice_deferred_reason = NULL,"
            + " review_comment = NULL, person_told_at = coalesce(person_told_at, now()) WHERE data_subject_id = ?"),
    /** What was asked, approved and lifted is in the log (R22). */
    NOTICE_DEFERRAL(Rows.DELETED),
    UNINTELLIGIBLE_KEY(Rows.DELETED),
    KNOWN_REVISION(Rows.DELETED),
    /** Before the disclosures: corrections are looked through in this order, and would wait in a circle otherwise. */
    VALUE_CORRECTION(Rows.DELETED),
    GRANT_DISCLOSURE(Rows.FORGOTTEN_WITH_THE_RECIPIENTS),
    NORM_DISCLOSURE(Rows.FORGOTTEN_WITH_THE_RECIPIENTS),
    OBLIGATION(Rows.FORGOTTEN_WITH_THE_RECIPIENTS),
    CHANGE_ENTRY(Rows.FORGOTTEN_WITH_THE_RECIPIENTS);

    private static final class Rows {
        private static final String DELETED = "DELETE FROM %s WHERE data_subject_id = ?";
        /** Recipients have to delete their copies first; the feature that tells them forgets the person afterwards. */
        private static final @Nullable String FORGOTTEN_WITH_THE_RECIPIENTS = null;
    }

    private final @Nullable String statement;

    PersonalData(@Nullable String statement) {
        this.statement = statement;
    }

    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statement that erases the person that is its only parameter; empty where the recipients have to be told first. */
    public Optional<String> erasing() {
        return Optional.ofNullable(statement).map(sql -> sql.formatted(table()));
    }
}
