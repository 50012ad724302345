-- Entries no longer name the type of their event (ADR 54). From which position on stands in this constraint, once and for ever: what is
-- before it keeps its form, as its hash is in the tree, and whoever writes the former form from there on is refused, for instance a
-- replica of a former version that still runs.
LOCK TABLE log_entry IN ACCESS EXCLUSIVE MODE;
DO $$
BEGIN
    EXECUTE format('ALTER TABLE log_entry ADD CONSTRAINT log_entry_without_type'
        || ' CHECK (log_index < %s OR position(''"type":''::bytea IN entry) = 0) NOT VALID',
        (SELECT coalesce(max(log_index) + 1, 0) FROM log_entry));
END
$$;
