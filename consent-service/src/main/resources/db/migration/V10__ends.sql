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

-- One grant per person, agency and purpose: a later approval takes the place of an earlier one, so that one withdrawal ends it all.
-- A grant that is replaced and still GIVEN is one whose end remains to be told: of twins from before, and while a restored database
-- catches up with its topic. A job tells it, by an event like any other, as only the topic reaches the registry and the log.
ALTER TABLE consent_record ADD COLUMN replaced_by uuid;
UPDATE consent_record r SET replaced_by = (SELECT n.id FROM consent_record n
    WHERE n.data_subject_id = r.data_subject_id AND n.agency_id = r.agency_id AND n.purpose = r.purpose AND n.status = 'GIVEN'
    ORDER BY n.decided_at DESC, n.consent_revision DESC LIMIT 1)
WHERE r.status = 'GIVEN';
UPDATE consent_record SET replaced_by = NULL WHERE replaced_by = id;
ALTER TABLE consent_record ADD CHECK (replaced_by IS NULL OR status IN ('GIVEN', 'INVALIDATED'));
CREATE UNIQUE INDEX consent_record_in_force ON consent_record (data_subject_id, agency_id, purpose)
    WHERE status = 'GIVEN' AND replaced_by IS NULL;
-- The job finds what remains to be told.
CREATE INDEX consent_record_replaced ON consent_record (id) WHERE status = 'GIVEN' AND replaced_by IS NOT NULL;
