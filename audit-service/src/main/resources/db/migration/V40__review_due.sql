-- By when a second person has to review an emergency access (R21) stands beside the entry from here on. The registry says it when one is
-- opened, and its operator may have set less than the 72 hours that were taken for granted here.

-- Nobody appends while it is filled in: whoever does waits here, or is waited for.
ALTER TABLE log_payload ADD COLUMN review_due_at timestamptz;
COMMENT ON COLUMN log_payload.review_due_at IS 'By when a second person has to review the emergency access that the entry opens; null'
    ' where it opens none.';

-- Few, and found by their type; of what was erased nothing is left to be filled in. The payload is canonical JSON: a member has one
-- form, and none within a text. What has no time that the database takes is due at once, as in the service: somebody has to look.
UPDATE log_payload SET review_due_at = coalesce(
    substring(payload FROM '"reviewDueAt":"([1-9]\d{3}-\d\d-\d\dT[0-9:.]+Z)"')::timestamptz, occurred_at)
WHERE type = 'de.handschlag.emergency-access.opened.v1';

-- A sequencer of the version before, which does not know the column, cannot append an access whose review would then never be due; it
-- leaves its place to a newer one. NOT VALID: the entries that are there are filled in above and need not all be looked through.
ALTER TABLE log_payload ADD CONSTRAINT log_payload_review_due
    CHECK ((review_due_at IS NOT NULL) = (type = 'de.handschlag.emergency-access.opened.v1')) NOT VALID;
