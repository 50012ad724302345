-- Events that are committed and not yet published (docs/adr/0001-transactional-outbox.md). An identity column and not a
-- sequence that a framework pools: a person's events are inserted under the person's row lock, so the order of the ids is
-- the order of the changes, whichever replica made them. A row without data is a tombstone.
CREATE TABLE outbox_event (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        uuid        NOT NULL,
    type            text,
    message_key     text        NOT NULL,
    data_subject_id uuid        NOT NULL,
    data            bytea,
    occurred_at     timestamptz NOT NULL,
    traceparent     text,
    CHECK ((type IS NULL) = (data IS NULL))
) WITH (
    -- Every row is deleted soon after it came. Vacuum by number, not by share, keeps the reads of the relay short.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_vacuum_insert_threshold = -1
);

GRANT SELECT, INSERT, DELETE ON outbox_event TO consent_app;
