-- When the agency took its request back, also one that was decided, which changes nothing of the decision: the agency's list says it.
ALTER TABLE consent_record
    ADD COLUMN taken_back_at timestamptz,
    -- A request that was taken back has ended at once, and a job tells it: the agency's answer takes the same time either way (R10).
    ADD COLUMN end_untold    boolean NOT NULL DEFAULT false,
    ADD CHECK (NOT end_untold OR (status = 'INVALIDATED' AND taken_back_at IS NOT NULL));
ALTER TABLE consent_record ALTER COLUMN end_untold DROP DEFAULT;
-- The job finds what remains to be told.
CREATE INDEX consent_record_untold ON consent_record (id) WHERE end_untold;
-- An agency's own requests and own cases, newest first.
CREATE INDEX consent_record_agency ON consent_record (agency_id, requested_at DESC, id DESC);
CREATE INDEX case_link_agency ON case_link (agency_id, linked_at DESC, case_link_id DESC) WHERE unlinked_at IS NULL;
