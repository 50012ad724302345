-- Published events, kept for a while and with the place where they were acknowledged: what a broker loses in a power cut is sent again from
-- here (docs/adr/0058-after-a-power-cut-what-is-lost-is-sent-again.md). The id is that of the outbox, so its order is that of sending.
CREATE TABLE published_event (
    id              bigint PRIMARY KEY,
    event_id        uuid        NOT NULL,
    type            text,
    message_key     text        NOT NULL,
    data_subject_id uuid        NOT NULL,
    data            bytea,
    occurred_at     timestamptz NOT NULL,
    traceparent     text,
    kafka_partition integer     NOT NULL,
    kafka_offset    bigint      NOT NULL,
    published_at    timestamptz NOT NULL,
    sent_again_at   timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- The newest of a partition is compared with what stands on the topic.
CREATE INDEX published_event_by_place ON published_event (kafka_partition, kafka_offset);
-- The newest of a person, and all of them when the person is erased.
CREATE INDEX published_event_by_person ON published_event (data_subject_id, id);
-- What has been kept for long enough, and what waits for its receipt.
CREATE INDEX published_event_by_time ON published_event (published_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON published_event TO consent_app;

-- By partition, up to where what was published is not kept any more; and which topic it is, as one that was made anew has lost all.
ALTER TABLE relay_position ADD COLUMN kept_from bigint[], ADD COLUMN topic_id text;
UPDATE relay_position SET kept_from = next_offsets;
