-- G5, ADR 12: a value is kept encrypted with the key of its person, and the key is kept encrypted with a master key that is
-- in no database. Erasing the key erases the values, also where somebody kept a copy of their table.
DO $$
BEGIN
    IF EXISTS (SELECT FROM attribute_value) THEN
        RAISE EXCEPTION 'attribute_value holds values in plain text, and so do its files and backups'
            USING HINT = 'No release ever wrote them. Start with an empty database (deploy/run --fresh) and have the'
                ' agencies contribute again.';
    END IF;
END $$;

-- AES-256-GCM: nonce (12 bytes), ciphertext, tag (16). Bound to person, attribute and source, so that no row opens in the
-- place of another one.
ALTER TABLE attribute_value DROP COLUMN value;
ALTER TABLE attribute_value ADD COLUMN sealed_value bytea NOT NULL CHECK (octet_length(sealed_value) >= 29);

-- One key per person: nonce, key (32 bytes), tag, sealed with the named master key.
CREATE TABLE person_key (
    data_subject_id uuid PRIMARY KEY,
    master_key_id   text NOT NULL,
    sealed_key      bytea NOT NULL CHECK (octet_length(sealed_key) = 60)
);
-- Which keys a rotation has not reached yet.
CREATE INDEX person_key_by_master_key ON person_key (master_key_id);

-- R14: values of disclosure_block are encrypted, and what they hide has to stay in the database; so the person says that
-- there is one. Kept in the transaction that changes the value.
ALTER TABLE person ADD COLUMN disclosure_blocked boolean NOT NULL DEFAULT false;

GRANT SELECT, INSERT, UPDATE, DELETE ON person_key TO registry_app;
