-- "May the person see this entry" (R21, R22) stands beside the entry from here on: it was read out of the payload's text in four
-- places, in two ways. The same for what ties the entries of an emergency access together.

-- Nobody appends while it is filled in: whoever does waits here, or is waited for. Without a default afterwards: a sequencer of the
-- version before, which does not know the column, cannot append what a person would then see by mistake; it leaves its place to a
-- newer one.
ALTER TABLE log_payload
    ADD COLUMN shown_from timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN emergency_access_id uuid,
    ADD COLUMN review_outcome text;
ALTER TABLE log_payload ALTER COLUMN shown_from DROP DEFAULT;
COMMENT ON COLUMN log_payload.shown_from IS 'From when on the person may be shown the entry: -infinity at once, a time if its notice'
    ' is deferred (R21), infinity never, as a norm hides it (R22) or it is a legal hold, which is not told.';
COMMENT ON COLUMN log_payload.emergency_access_id IS 'The emergency access that it opens, reviews, or names.';
COMMENT ON COLUMN log_payload.review_outcome IS 'What the review of an emergency access found.';

-- The few that are withheld, for the daily statement of completeness: it looks at the index of persons alone, and here.
CREATE INDEX log_payload_withheld ON log_payload (data_subject_id, log_index)
    WHERE data_subject_id IS NOT NULL AND shown_from > '-infinity';

-- One look at each payload. It is canonical JSON: a member has one form, and none within a text. A time in another form than ours
-- is taken for never.
UPDATE log_payload SET
    shown_from = CASE
        WHEN type LIKE 'de.handschlag.legal-hold.%' OR payload LIKE '%"hiddenFromPerson":true%' THEN 'infinity'
        WHEN payload LIKE '%"noticeDeferredUntil":%' THEN coalesce(
            substring(payload FROM '"noticeDeferredUntil":"(\d{4}-\d\d-\d\dT[^"]+)"')::timestamptz, 'infinity')
        ELSE '-infinity' END,
    emergency_access_id = substring(payload FROM '"emergencyAccessId":"([0-9A-Fa-f-]{36})"')::uuid,
    review_outcome = CASE WHEN type = 'de.handschlag.emergency-access.reviewed.v1'
        THEN substring(payload FROM '"outcome":"([A-Z_]+)"') END
WHERE type LIKE 'de.handschlag.legal-hold.%' OR payload LIKE '%"hiddenFromPerson":true%'
    OR payload LIKE '%"noticeDeferredUntil":%' OR payload LIKE '%"emergencyAccessId":"%';

DROP TABLE completeness_withheld;
