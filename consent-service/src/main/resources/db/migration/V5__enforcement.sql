-- How far the registry has enforced a person's decisions (G6). Apart from data_subject, so that a receipt never waits for a
-- person's row lock.
CREATE TABLE enforcement (
    data_subject_id   uuid PRIMARY KEY REFERENCES data_subject (id),
    enforced_revision bigint      NOT NULL,
    enforced_at       timestamptz NOT NULL
);

-- How far the topic enforcement-receipts is read. All replicas read all of it; the furthest counts.
CREATE TABLE receipt_offset (
    partition   integer PRIMARY KEY,
    next_offset bigint NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON enforcement TO consent_app;
GRANT SELECT, INSERT, UPDATE ON receipt_offset TO consent_app;
