-- What kind of agency the recipient was when it asked. A counselling service that became an enforcement authority is another
-- recipient, and an old consent does not cover it (R7).
ALTER TABLE consent_record ADD COLUMN agency_type text REFERENCES agency_type (key);
UPDATE consent_record r SET agency_type = (SELECT a.agency_type FROM agency a WHERE a.agency_id = r.agency_id);
ALTER TABLE consent_record ALTER COLUMN agency_type SET NOT NULL;
