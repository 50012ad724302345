-- Counts by purpose as well. They answer "what was read for which purpose", and they say on which days an agency, a purpose
-- and a type met at all: a query that combines two of them looks for its rows on those days only, and nowhere if there are none
-- (ADR 34). Still no person and no employee (R29).

-- Nobody appends while it is converted: whoever does waits here, or is waited for.
ALTER TABLE log_day ADD COLUMN purpose text NOT NULL DEFAULT '';
COMMENT ON COLUMN log_day.purpose IS 'Empty for events without one, and for what was counted before and whose payloads were'
    ' erased since. A payload that is there is counted with its purpose.';
ALTER TABLE log_day ALTER COLUMN purpose DROP DEFAULT;
ALTER TABLE log_day DROP CONSTRAINT log_day_pkey;

CREATE TEMPORARY TABLE counted_with_purpose ON COMMIT DROP AS
SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, type, coalesce(agency_id, '') AS agency_id, purpose,
    count(*) AS entries
FROM log_payload WHERE purpose <> '' GROUP BY 1, 2, 3, 4;

-- What has a purpose leaves the sum of those without; of some sums nothing is left.
CREATE TEMPORARY TABLE counted_without ON COMMIT DROP AS
SELECT d.day, d.type, d.agency_id, '' AS purpose, d.entries - coalesce(sum(c.entries), 0) AS entries
FROM log_day d LEFT JOIN pg_temp.counted_with_purpose c USING (day, type, agency_id)
GROUP BY d.day, d.type, d.agency_id, d.entries;

TRUNCATE log_day;
INSERT INTO log_day (day, type, agency_id, purpose, entries)
SELECT day, type, agency_id, purpose, entries FROM pg_temp.counted_with_purpose
UNION ALL
SELECT day, type, agency_id, purpose, entries FROM pg_temp.counted_without WHERE entries > 0;

-- "30 days at a glance".
ALTER TABLE log_day ADD PRIMARY KEY (day, type, agency_id, purpose);
-- On which days two of them met; the third, if it is asked for as well, is compared. The counts of today change with every batch,
-- and none of these columns does, so there is room for the new versions beside the old ones and no index is touched.
ALTER TABLE log_day SET (fillfactor = 70);
CREATE INDEX log_day_agency_purpose ON log_day (agency_id, purpose, day);
CREATE INDEX log_day_agency_type ON log_day (agency_id, type, day);
CREATE INDEX log_day_purpose_type ON log_day (purpose, type, day);
