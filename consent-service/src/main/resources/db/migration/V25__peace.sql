-- R2: a person is asked for what is new to them only, and not for ever (ADR 60).
ALTER TABLE consent_record
    -- What the person is asked for, of what the agency asked for: the rest waits in another request, or was said no to.
    ADD COLUMN put_attributes text[],
    -- Until when the request waits for the person, exclusive; of decided ones, too, since the agency's list must not tell which are.
    ADD COLUMN lapses_at      timestamptz,
    -- Not before this an end without a decision is told; null for at once. A moment of chance, so that the public log tells nothing.
    ADD COLUMN told_from      timestamptz;
-- Nothing lapses at once but requests whose whole time is over.
UPDATE consent_record SET put_attributes = requested_attributes,
    lapses_at = least(requested_at + months * interval '1 month', now() + interval '30 days');
ALTER TABLE consent_record
    ALTER COLUMN put_attributes SET NOT NULL,
    ALTER COLUMN lapses_at SET NOT NULL,
    ADD CHECK (cardinality(put_attributes) > 0 AND put_attributes <@ requested_attributes AND attributes <@ put_attributes);
-- The job finds what is due without reading the rest.
CREATE INDEX consent_record_lapses ON consent_record (lapses_at) WHERE status = 'REQUESTED';

-- A request also ends untold that the person was never shown, or in whose place one for more waits. The old condition has no name of its own.
DO $$
DECLARE
    condition text;
BEGIN
    SELECT conname INTO STRICT condition FROM pg_constraint
    WHERE conrelid = 'consent_record'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%end_untold%';
    EXECUTE format('ALTER TABLE consent_record DROP CONSTRAINT %I', condition);
END $$;
ALTER TABLE consent_record ADD CHECK (NOT end_untold OR status = 'INVALIDATED');
