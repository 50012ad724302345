-- Caseworkers are shown which of their office's grants end soon, as far as the office received data under them. Not an index of
-- consent_grant: the read path's plan is made once per session and must not find a second way to a grant.
CREATE INDEX grant_disclosure_by_agency ON grant_disclosure (agency_id);
