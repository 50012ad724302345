package de.handschlag.audit.chain.ingest;

/** Has the database refuse a step with "disk full", and takes it back. */
record Refusal(String plant, String remove) {

    private static Refusal trigger(String event, String table, String kind) {
        return new Refusal("CREATE " + kind + " TRIGGER disk_full AFTER " + event + " ON " + table
                + (kind.isEmpty() ? " FOR EACH STATEMENT" : " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW")
                + " EXECUTE FUNCTION disk_full()", "DROP TRIGGER disk_full ON " + table);
    }

    static Refusal of(WriteStep step) {
        return switch (step) {
            case ENTER_PARTITIONS -> trigger("INSERT", "ingest_offset", "");
            case ENTER_SIGNED_FROM -> trigger("INSERT", "signed_from", "");
            case MAKE_PARTITIONS -> new Refusal(
                    "ALTER FUNCTION make_payload_partition(date) RENAME TO set_aside;"
                            + " CREATE FUNCTION make_payload_partition(date) RETURNS boolean LANGUAGE plpgsql AS $$"
                            + " BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$",
                    "DROP FUNCTION make_payload_partition(date);"
                            + " ALTER FUNCTION set_aside(date) RENAME TO make_payload_partition");
            case COPY_ENTRIES -> trigger("INSERT", "log_entry", "");
            case COPY_PAYLOADS -> trigger("INSERT", "log_payload", "");
            case COPY_TILE_HASHES -> trigger("INSERT", "log_tile_hash", "");
            case RAISE_REVISIONS -> trigger("INSERT", "person_revision", "");
            case NOTE_HOUR -> trigger("INSERT", "log_hour", "");
            case COUNT_DAYS -> trigger("INSERT", "log_day", "");
            case MOVE_OFFSETS -> trigger("UPDATE", "ingest_offset", "");
            case COMMIT -> trigger("UPDATE", "ingest_offset", "CONSTRAINT");
            case PUBLISH_CHECKPOINT -> trigger("INSERT", "log_checkpoint", "");
            case KEEP_DEAD_LETTERS, DRAFT_SIGNED, FORCE_SIGNED, REPLACE_SIGNED, FORCE_DIRECTORY ->
                throw new IllegalArgumentException("not in the database");
        };
    }
}
