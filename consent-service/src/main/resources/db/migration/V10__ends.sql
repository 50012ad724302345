-- An erasure or an unlinking, until reads heed it and a while longer: whoever asked for it follows its id, which nobody can
-- guess (R42). The tie to the person goes when it is enforced; what stays tells of nobody.
CREATE TABLE ending (
    ending_id        uuid PRIMARY KEY,
    -- Whose case was unlinked; null for a person's erasure.
    agency_id        text REFERENCES agency (agency_id),
    data_subject_id  uuid REFERENCES data_subject (id),
    consent_revision bigint,
    ended_at         timestamptz NOT NULL,
    enforced_at      timestamptz,
    CHECK ((enforced_at IS NULL) = (data_subject_id IS NOT NULL)),
    CHECK ((enforced_at IS NULL) = (consent_revision IS NOT NULL))
);
-- Each receipt asks which it covers.
CREATE INDEX ending_pending ON ending (data_subject_id) WHERE enforced_at IS NULL;
-- For clearing out.
CREATE INDEX ending_ended_at ON ending (ended_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON ending TO consent_app;
