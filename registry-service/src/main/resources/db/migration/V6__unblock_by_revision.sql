-- What unblocks a person must be newer than what could not be understood: an old copy of a record would do otherwise. A row stays
-- when its person is unblocked, so that the same record, read again in a replay, does not block a second time.
ALTER TABLE unintelligible_key
    ADD COLUMN kafka_offset bigint NOT NULL DEFAULT -1,
    ADD COLUMN consent_revision bigint NOT NULL DEFAULT 0,
    ADD COLUMN blocked boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN unintelligible_key.kafka_offset IS 'where the record lies that could not be understood';
COMMENT ON COLUMN unintelligible_key.consent_revision IS 'the newest revision of the person that was known then';
UPDATE unintelligible_key u SET consent_revision = p.consent_revision FROM person p
    WHERE p.data_subject_id = u.data_subject_id;
GRANT UPDATE ON unintelligible_key TO registry_app;
