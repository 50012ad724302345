-- What the rules for the data-protection officer tell entries of one type apart by stands beside the entry from here on: it was looked
-- for in the payload's text. Of a login's binding the rules need most of its members; they read those few payloads.

-- Nobody appends while it is filled in: whoever does waits here, or is waited for. Without a default afterwards: a sequencer of the
-- version before, which does not know the columns, cannot append what the rules would then not find; it leaves its place to a newer one.
ALTER TABLE log_payload
    ADD COLUMN obligation_id uuid,
    ADD COLUMN refused_try boolean NOT NULL DEFAULT false,
    ADD COLUMN end_reason text;
ALTER TABLE log_payload ALTER COLUMN refused_try DROP DEFAULT;
COMMENT ON COLUMN log_payload.obligation_id IS 'The obligation that it answers, or that is overdue.';
COMMENT ON COLUMN log_payload.refused_try IS 'Whether it is a try of what the client had no right to, or tells of more of them than have an'
    ' entry each (R25).';
COMMENT ON COLUMN log_payload.end_reason IS 'Why a consent record became invalid, or a login is not the person''s any more.';

-- Found by their types. The payload is canonical JSON: a member has one form, and none within a text.
UPDATE log_payload SET obligation_id = substring(payload FROM '"obligationId":"([0-9A-Fa-f-]{36})"')::uuid
WHERE type IN ('de.handschlag.obligation.answered.v1', 'de.handschlag.obligation.overdue.v1');
UPDATE log_payload SET refused_try = true
WHERE type = 'de.handschlag.disclosure.denied.v1' AND payload LIKE '%"refusal":"%'
   OR type = 'de.handschlag.client-limit.exceeded.v1' AND payload LIKE '%"refusedTries":true%';
UPDATE log_payload SET end_reason = substring(payload FROM '"endReason":"([^"\\]+)"')
WHERE type IN ('de.handschlag.consent.invalidated.v1', 'de.handschlag.login.unbound.v1');
