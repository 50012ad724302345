package de.handschlag.audit.chain.ingest;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Every step by which records on the topics become a signed log, in the order in which they are taken
 * (audit-log-format.md, "Writing order"). Those in the database are known by their SQL, as it goes to the driver.
 */
public enum WriteStep {

    ENTER_PARTITIONS("note the partitions", "INSERT INTO ingest_offset"),
    ENTER_SIGNED_FROM("note from where on events must be signed", "INSERT INTO signed_from"),
    KEEP_DEAD_LETTERS("copy what cannot be understood to the dead letters", null),
    MAKE_PARTITIONS("make the months' partitions", "SELECT make_payload_partition"),
    COPY_ENTRIES("copy entries and leaf hashes", "COPY log_entry"),
    COPY_PAYLOADS("copy payloads", "COPY log_payload"),
    COPY_TILE_HASHES("copy hashes of full tiles", "COPY log_tile_hash"),
    RAISE_REVISIONS("raise the persons' revisions", "INSERT INTO person_revision"),
    NOTE_HOUR("note the hour", "INSERT INTO log_hour"),
    COUNT_DAYS("count the day's events", "INSERT INTO log_day"),
    MOVE_OFFSETS("move the offsets on", "UPDATE ingest_offset"),
    COMMIT("commit", null),
    DRAFT_SIGNED("write the signed note beside the key", null),
    FORCE_SIGNED("force it to the disk", null),
    REPLACE_SIGNED("put it in the place of the one before", null),
    FORCE_DIRECTORY("force its name to the disk", null),
    PUBLISH_CHECKPOINT("publish the checkpoint", "INSERT INTO log_checkpoint");

    /** Where in a step. */
    public enum Moment {
        BEFORE,
        HALFWAY,
        AFTER
    }

    /** Is told of each step; what it throws is what the step does. */
    @FunctionalInterface
    public interface Observer {
        void at(WriteStep step, Moment moment) throws SQLException, IOException;
    }

    private static final Pattern WRITING = Pattern.compile(
            "(?i)\\s*(insert|update|delete|merge|copy|truncate|create|alter|drop|call|select\\s+make_).*",
            Pattern.DOTALL);

    private final String what;
    private final @Nullable String sql;

    WriteStep(String what, @Nullable String sql) {
        this.what = what;
        this.sql = sql;
    }

    /**
     * The step that a statement is; null if it writes nothing.
     *
     * @throws IllegalStateException if it writes and is not listed here: then nothing shows what a crash at it does
     */
    static @Nullable WriteStep of(String statement) {
        return Arrays.stream(values()).filter(step -> step.sql != null && statement.startsWith(step.sql)).findFirst()
                .orElseGet(() -> {
                    if (WRITING.matcher(statement).matches()) {
                        throw new IllegalStateException("a step of writing that no test stops at: " + statement);
                    }
                    return null;
                });
    }

    boolean isInDatabase() {
        return sql != null || this == COMMIT;
    }

    /** A COPY, or the file's content: what can be done by half. */
    boolean hasHalf() {
        return name().startsWith("COPY_") || this == DRAFT_SIGNED;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // The steps are numbered in their order.
    public String toString() {
        return (ordinal() + 1) + " " + what;
    }
}
