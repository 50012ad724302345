-- From which offset of a partition on records count only with their sender's signature (R39, ADR 52). That is 0, but for what earlier
-- versions left on the topic: NULL is noted as the partition's end, once, at the first start after the upgrade.
CREATE TABLE signed_from (
    topic            text    NOT NULL,
    partition_number integer NOT NULL,
    kafka_offset     bigint,
    PRIMARY KEY (topic, partition_number)
);
INSERT INTO signed_from (topic, partition_number) SELECT 'consent-events', kafka_partition FROM applied_partition;
GRANT SELECT, INSERT, UPDATE ON signed_from TO registry_app;

-- Which event made each revision: the same again is a repetition, another one contradicts (R39). The digest is SHA-256 of what its
-- sender signed.
CREATE TABLE known_revision (
    data_subject_id  uuid   NOT NULL,
    consent_revision bigint NOT NULL,
    event_id         uuid   NOT NULL,
    digest           bytea  NOT NULL,
    PRIMARY KEY (data_subject_id, consent_revision)
);
GRANT SELECT, INSERT, DELETE ON known_revision TO registry_app;
-- Revisions up to here have no row: they are from before this table, or of a person who was erased.
ALTER TABLE person ADD COLUMN unrecorded_until bigint NOT NULL DEFAULT 0;
UPDATE person SET unrecorded_until = consent_revision;

-- A record that its alleged sender did not sign blocks its person until an operator releases it, or until a rebuild finds the
-- revision that it claims to be signed after all.
ALTER TABLE unintelligible_key
    ADD COLUMN kafka_partition  integer,
    ADD COLUMN refused          boolean NOT NULL DEFAULT false,
    ADD COLUMN claimed_revision bigint,
    ADD COLUMN blocked_at       timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN released_at      timestamptz,
    ADD COLUMN released_by      text;
UPDATE unintelligible_key u SET kafka_partition = p.kafka_partition FROM person p
    WHERE p.data_subject_id = u.data_subject_id;
