-- How often an agency became another recipient, and as which it asked: by another name, of another type or body, under another law or
-- duty it is one that an old consent does not cover (R7). A number and no time, as clocks of two replicas differ.
ALTER TABLE agency ADD COLUMN recipient_version integer NOT NULL DEFAULT 1;
ALTER TABLE consent_record ADD COLUMN recipient_version integer NOT NULL DEFAULT 1;
ALTER TABLE consent_record ALTER COLUMN recipient_version DROP DEFAULT;
-- What the former rule had still to end is ended by the new one.
UPDATE consent_record r SET recipient_version = 0 FROM agency a
WHERE a.agency_id = r.agency_id AND r.status IN ('REQUESTED', 'GIVEN')
    AND (a.agency_type <> r.agency_type OR a.data_protection_regime <> r.data_protection_regime);
ALTER TABLE consent_record DROP COLUMN data_protection_regime;
-- The job finds what remains to be ended, agency by agency.
CREATE INDEX consent_record_recipient ON consent_record (agency_id, recipient_version) WHERE status IN ('REQUESTED', 'GIVEN');
