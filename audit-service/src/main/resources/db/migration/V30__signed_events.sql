-- From which offset of a partition on records count only with their sender's signature (R39, ADR 52). That is 0, but for what earlier
-- versions left on the topics: NULL is noted as the partition's end, once, at the first start after the upgrade.
CREATE TABLE signed_from (
    topic            text    NOT NULL,
    partition_number integer NOT NULL,
    kafka_offset     bigint,
    PRIMARY KEY (topic, partition_number)
);
INSERT INTO signed_from (topic, partition_number) SELECT topic, partition_number FROM ingest_offset;
GRANT SELECT, INSERT, UPDATE ON signed_from TO audit_app;
