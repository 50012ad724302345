-- That a person is shown reads by a statute later (R22) can be lifted early: then what names the deferral is shown at once. No entry is
-- changed for that; an entry says that it is lifted, and whoever answers a person looks for it.
ALTER TABLE log_payload ADD COLUMN notice_deferral_id uuid;
COMMENT ON COLUMN log_payload.notice_deferral_id IS 'The deferral that it changes, or that put it off.';
COMMENT ON COLUMN log_payload.review_outcome IS 'What the review of an emergency access found, or what a deferral is from then on.';

-- The few of a deferral: whether it is lifted, and the data-protection officer's inbox.
CREATE INDEX log_payload_notice_deferral ON log_payload (notice_deferral_id, log_index) WHERE notice_deferral_id IS NOT NULL;
