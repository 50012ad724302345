-- How many events of each type there were on each day (UTC, by the event's own time), by agency: "30 days at a glance"
-- without reading 30 days. It names no person and no employee (R29), and stays when payloads expire (R28).
CREATE TABLE log_day (
    day date NOT NULL,
    type text NOT NULL,
    -- Empty for events that no agency caused.
    agency_id text NOT NULL,
    entries bigint NOT NULL CHECK (entries > 0),
    PRIMARY KEY (day, type, agency_id)
);

INSERT INTO log_day (day, type, agency_id, entries)
SELECT (occurred_at AT TIME ZONE 'UTC')::date, type, coalesce(agency_id, ''), count(*) FROM log_payload GROUP BY 1, 2, 3;

GRANT SELECT, INSERT, UPDATE ON log_day TO audit_app;
