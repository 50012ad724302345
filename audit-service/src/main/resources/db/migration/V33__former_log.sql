-- Checkpoints of a log that this one continues, and what witnesses and time-stamping authorities said of them
-- (docs/adr/0059-a-log-whose-database-went-back-is-continued-by-another.md). Kept as evidence; this log serves its own.
CREATE TABLE former_checkpoint (
    origin text NOT NULL,
    tree_size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    signed_at timestamptz NOT NULL,
    cosignatures text NOT NULL,
    timestamp_reply bytea,
    PRIMARY KEY (origin, tree_size)
);

-- Only once the log says that it continues another one. Nothing is lost: what goes from one table stands in the other.
CREATE FUNCTION put_former_checkpoints_aside(present_origin text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    moved bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM log_payload WHERE type = 'de.handschlag.log.continued.v1') THEN
        RAISE EXCEPTION 'this log continues no other one';
    END IF;
    INSERT INTO former_checkpoint (origin, tree_size, root, note, signed_at, cosignatures, timestamp_reply)
    SELECT split_part(c.note, E'\n', 1), c.tree_size, c.root, c.note, c.signed_at,
        coalesce((SELECT string_agg(s.line, '' ORDER BY s.witness, s.of_public) FROM log_cosignature s WHERE s.tree_size = c.tree_size), ''),
        (SELECT t.reply FROM log_timestamp t WHERE t.tree_size = c.tree_size)
    FROM log_checkpoint c WHERE split_part(c.note, E'\n', 1) <> present_origin
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS moved = ROW_COUNT;
    DELETE FROM log_cosignature s USING log_checkpoint c
        WHERE s.tree_size = c.tree_size AND split_part(c.note, E'\n', 1) <> present_origin;
    DELETE FROM log_timestamp t USING log_checkpoint c
        WHERE t.tree_size = c.tree_size AND split_part(c.note, E'\n', 1) <> present_origin;
    -- The new log's public checkpoint begins anew; kept, the former one's size would hide it until the log is larger.
    DELETE FROM public_checkpoint p USING log_checkpoint c
        WHERE p.tree_size = c.tree_size AND split_part(c.note, E'\n', 1) <> present_origin;
    DELETE FROM log_checkpoint c WHERE split_part(c.note, E'\n', 1) <> present_origin;
    RETURN moved;
END $$;
REVOKE ALL ON FUNCTION put_former_checkpoints_aside(text) FROM public;
GRANT EXECUTE ON FUNCTION put_former_checkpoints_aside(text) TO audit_app;
GRANT SELECT ON former_checkpoint TO audit_app;
