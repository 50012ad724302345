-- Up to where the relay knows the topic consent-events: whatever stands before is a decision that this database has (docs/adr/0039-a-relay-does-not-publish-from-a-database-that-went-back.md).
-- By partition, from 0. NULL: not known, as this database is older than this table.
CREATE TABLE relay_position (
    only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    next_offsets bigint[]
);

INSERT INTO relay_position (next_offsets)
SELECT CASE WHEN EXISTS (SELECT FROM data_subject) THEN NULL ELSE '{}'::bigint[] END;

GRANT SELECT, UPDATE ON relay_position TO consent_app;
